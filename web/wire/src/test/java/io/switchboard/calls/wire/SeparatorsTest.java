// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands between the groups when a code was copied from a page or typed on another keyboard. */
class SeparatorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u3000", "\u2212", "\u2013", " - "})
    void separatorsDoNotMatter(String separator) {
        String code = IdentifierCode.characters(new int[] {7, 23, 19, 4, 20, 9, 31, 26, 2, 11})
                .symbols();
        String typed = code.substring(0, 5) + separator + code.substring(5, 10) + separator + code.substring(10);
        assertThat(IdentifierCode.parse(typed)).map(IdentifierCode::symbols).contains(code);
    }
}
