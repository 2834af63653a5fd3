// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code drawn with half blocks, two rows of modules a line, with the quiet zone of four modules that cameras need. With colours
 * it is black on white whatever the terminal's colours are; without them it is drawn for a dark terminal.
 */
public final class QrDrawing {
    private static final int BORDER = 4;
    private static final String BLACK_ON_WHITE = "\u001B[38;5;16;48;5;231m";
    private static final String RESET = "\u001B[0m";

    private QrDrawing() {}

    /** Draws a text, usually a URL. */
    public static String of(String text, boolean colours) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder drawing = new StringBuilder();
        for (int y = -BORDER; y < code.size + BORDER; y += 2) {
            drawing.append(colours ? BLACK_ON_WHITE : "");
            for (int x = -BORDER; x < code.size + BORDER; x++) {
                boolean upper = code.getModule(x, y) == colours;
                boolean lower = (y + 1 < code.size + BORDER && code.getModule(x, y + 1)) == colours;
                drawing.append(block(upper, lower));
            }
            drawing.append(colours ? RESET : "").append('\n');
        }
        return drawing.toString();
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }
}
