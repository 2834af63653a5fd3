// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the names of files are not written in UTF-8, whoever loses one is told why. */
class FileNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "utf8", ""})
    void whereAllNamesCanBeWrittenNothingIsSaid(String encoding) {
        assertThat(FileNames.hint(encoding)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANSI_X3.4-1968", "ISO-8859-1"})
    void whereNamesAreLostTheLocaleIsNamed(String encoding) {
        assertThat(FileNames.hint(encoding)).contains(encoding, "LC_ALL=C.UTF-8");
    }
}
