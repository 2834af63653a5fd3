// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ToolTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void aTestThatNeedsAnAbsentProgramIsSkippedWithOneLoudLine() {
        assertThatThrownBy(() -> Tool.required("zbarimg", "zbar-tools", Map.of("PATH", "/nowhere"), out))
                .isInstanceOf(TestAbortedException.class);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo("SKIPPED: zbarimg is not installed (Debian package zbar-tools)" + System.lineSeparator());
    }

    @Test
    void whereProgramsAreRequiredItFailsInstead() {
        Map<String, String> environment = Map.of("PATH", "/nowhere", "SWITCHBOARD_TESTS_REQUIRE_TOOLS", "true");
        assertThatThrownBy(() -> Tool.required("zbarimg", "zbar-tools", environment, out))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("zbar-tools");
        assertThat(printed.size()).isZero();
    }

    @Test
    void aProgramOnThePathIsUsed() {
        String bin =
                java.nio.file.Path.of(System.getProperty("java.home"), "bin").toString();
        assertThat(Tool.required("java", "a JDK", Map.of("PATH", bin), out)).isNotNull();
        assertThat(printed.size()).isZero();
    }
}
