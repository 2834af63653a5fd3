// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import java.util.Locale;

/** Numbers of bytes as people read them. */
final class ByteCount {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    private ByteCount() {}

    /** {@code 1 byte}, {@code 640 bytes}, {@code 1.0 GiB}; never more than it is. */
    static String text(long bytes) {
        if (bytes < STEP) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        long unit = STEP;
        int name = 0;
        while (bytes / unit >= STEP) {
            unit *= STEP;
            name++;
        }
        long tenths = Math.min(9, (long) (bytes % unit * 10.0 / unit));
        return String.format(Locale.ROOT, "%d.%d %s", bytes / unit, tenths, UNITS[name]);
    }
}
