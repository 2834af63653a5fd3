// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server says to people, with a launcher that shows it to them and without. */
class ServerConsoleTest {
    private final List<String> pieces = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream() {
        @Override
        public void write(byte[] bytes) {
            pieces.add(new String(bytes, StandardCharsets.UTF_8));
        }
    };

    @Test
    void withoutALauncherTheLinesAreAsTheyAre() {
        ServerConsole.print(out, "", "Keep this:", "", "größer");
        assertThat(String.join("", pieces).lines()).containsExactly("Keep this:", "", "größer");
    }

    @Test
    void aLauncherFindsEveryLineByItsBeginning() {
        ServerConsole.print(out, "aside", "Keep this:", "", "größer");
        assertThat(String.join("", pieces).lines()).containsExactly("aside Keep this:", "aside ", "aside größer");
    }

    /** Written in two, another thread's log could come between a beginning and its line, and the secret would look like log. */
    @Test
    void theLinesComeInOnePiece() {
        ServerConsole.print(out, "aside", "one", "two");
        assertThat(pieces).hasSize(1);
    }
}
