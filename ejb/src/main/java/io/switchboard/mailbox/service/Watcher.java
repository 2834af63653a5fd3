// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.shared.wire.TerminalId;
import java.time.Duration;

/** Somebody on this node who waits for a mailbox: a channel or a long poll. */
public interface Watcher {
    /** Whose mailbox. */
    TerminalId terminal();

    /** The newest event that it knows of. */
    long position();

    /** The channel epoch that it was opened with; -1 for a long poll, which none displaces. */
    long epoch();

    /** Look at the mailbox. Must return at once; may come from any thread, also when nothing has changed. */
    void wake();

    /**
     * This node stops serving: the reader is told to connect again, elsewhere, after a while of its own. Must return at once; again is
     * harmless.
     */
    void leave(Duration retryAfter);

    /** Finds out whether the reader is still there. Comes every {@code switchboard.mailbox.ping-interval}; must return at once. */
    default void beat() {}
}
