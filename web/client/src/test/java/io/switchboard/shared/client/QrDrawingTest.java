// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrDrawingTest {
    private static final String URL = "http://localhost:8080/c/4W2nQ0tV9zqYk3rT1sXbGA";
    private static final int BORDER = 4;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyModuleAndTheQuietZoneAreDrawn(boolean colours) {
        QrCode code = QrCode.encodeText(URL, QrCode.Ecc.MEDIUM);

        String[] lines =
                QrDrawing.of(URL, colours).replaceAll("\u001B\\[[0-9;]*m", "").split("\n");

        assertThat(lines).hasSize((code.size + 2 * BORDER + 1) / 2);
        for (int y = -BORDER; y < code.size + BORDER; y++) {
            String line = lines[(y + BORDER) / 2];
            assertThat(line).hasSize(code.size + 2 * BORDER);
            for (int x = -BORDER; x < code.size + BORDER; x++) {
                char block = line.charAt(x + BORDER);
                boolean upperHalf = (y + BORDER) % 2 == 0;
                boolean drawn = block == '█' || block == (upperHalf ? '▀' : '▄');
                assertThat(drawn == colours).as("module %d, %d", x, y).isEqualTo(code.getModule(x, y));
            }
        }
    }
}
