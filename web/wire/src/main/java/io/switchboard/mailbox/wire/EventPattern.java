// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

/** How event types are chosen: {@code call.ringing}, {@code call.*} or {@code *}, with or without {@code io.switchboard.} in front. */
public final class EventPattern {
    /** What a pattern is. */
    public static final String REGEXP = "[a-z0-9-]+(\\.[a-z0-9-]+)*(\\.\\*)?|\\*";

    /** The longest one. */
    public static final int LENGTH = 100;

    private EventPattern() {}
}
