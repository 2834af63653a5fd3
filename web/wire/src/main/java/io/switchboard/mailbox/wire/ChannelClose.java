// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

/** The codes with which the server closes a channel (RFC 6455 section 7.4.2, private range). */
public final class ChannelClose {
    /** The terminal was revoked. */
    public static final int REVOKED = 4401;

    /** The reader took longer than the server waits for one message. Read again from the last position. */
    public static final int TOO_SLOW = 4408;

    /** A newer channel of the same terminal has taken over. */
    public static final int DISPLACED = 4409;

    /** The position read from, or acknowledged, is beyond the newest event. Begin again from the acknowledged position. */
    public static final int NEVER_SENT = 4410;

    /** Events after the position read from are gone; the message before says from where one can read. */
    public static final int EVENTS_PURGED = 4411;

    /** The server is going away, or the reader seems to be; connect again. */
    public static final int GOING_AWAY = 1001;

    /** The server stops or starts anew; connect again, elsewhere, when the time has passed that the message before says. */
    public static final int SERVICE_RESTART = 1012;

    private ChannelClose() {}
}
