// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

/** How much an enterprise may keep on a thing for its own use: its own id for it, and pairs of texts. */
public final class NoteBounds {
    /** The longest external id. */
    public static final int EXTERNAL_ID = 100;

    /** No control characters: it is looked for by a query parameter, and printed. */
    public static final String EXTERNAL_ID_PATTERN = "[^\\p{Cc}\\p{Cs}]*";

    /** The most pairs. */
    public static final int PAIRS = 20;

    /** What a pair may be called. */
    public static final String KEY_PATTERN = "[A-Za-z0-9._:-]{1,40}";

    /** The longest text of a pair. */
    public static final int VALUE = 500;

    private NoteBounds() {}
}
