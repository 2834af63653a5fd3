// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

/** How much a test that repeats itself does: the system property {@code switchboard.it.size}, {@code short} or {@code full}. */
public enum Size {
    /** Every behaviour, few rounds: for every build. */
    SHORT,
    /** The numbers that the design names. */
    FULL;

    /** The one in force. */
    public static Size current() {
        return Size.valueOf(System.getProperty("switchboard.it.size", "short").toUpperCase(java.util.Locale.ROOT));
    }

    /** The number that belongs to the size in force. */
    public static int of(int shortNumber, int fullNumber) {
        return current() == FULL ? fullNumber : shortNumber;
    }
}
