// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

/**
 * A message as a server-sent event (HTML, section 9.2.6). Events of the mailbox have no event name, so that they reach
 * {@code onmessage}; those of the channel have theirs. The id is the position, which a browser repeats as {@code Last-Event-ID}.
 */
final class StreamFrame {
    /** A comment: it keeps proxies from taking the stream for dead, and shows whether it is. */
    static final String HEARTBEAT = ":\n\n";

    private StreamFrame() {}

    /** JSON has no line breaks, so that one line of data is enough. */
    static String of(ChannelMessage message) {
        StringBuilder frame = new StringBuilder(message.json().length() + 64);
        if (message.name() != null) {
            frame.append("event: ").append(message.name()).append('\n');
        }
        if (message.position() != null) {
            frame.append("id: ").append(message.position()).append('\n');
        }
        if (message.retryAfter() != null) {
            frame.append("retry: ").append(message.retryAfter().toMillis()).append('\n');
        }
        return frame.append("data: ").append(message.json()).append("\n\n").toString();
    }
}
