// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @ParameterizedTest
    @CsvSource({
        "urn:switchboard:problem:call-refused, call-refused",
        "about:blank, about:blank",
        "https://proxy.example/urn:switchboard:problem:stale, https://proxy.example/urn:switchboard:problem:stale"
    })
    void theCodeIsTheLastPartOfOurTypesAndTheWholeOfOthers(String type, String code) {
        Problem problem = new Problem(type, "A title", 403, null, null, null, null, null, null);

        assertThat(problem.code()).isEqualTo(code);
    }
}
