// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import org.jspecify.annotations.Nullable;

/**
 * Lets the channel's thread into the listener until the channel is closed. Closing wakes the thread wherever it waits, except inside
 * the listener, whose own waiting is none of our business.
 */
final class Gate {
    private boolean closed;
    private boolean inside;
    private @Nullable Thread reader;

    synchronized void readBy(Thread thread) {
        reader = thread;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Whether the listener may be called; {@link #leave} follows. */
    synchronized boolean enter() {
        inside = !closed;
        return inside;
    }

    synchronized void leave() {
        inside = false;
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            if (reader != null && !inside) {
                reader.interrupt();
            }
        }
    }
}
