// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.wire.CloudEvent;
import java.time.Duration;

/**
 * Deals with a terminal's events. All methods are called by one thread, one after the other. An event counts as dealt with when
 * {@link #onEvent} has returned; after a crash before that it comes again, so dealing with one twice must do no harm.
 */
@FunctionalInterface
public interface ChannelListener {
    /** The next event. An exception ends the channel with {@link ChannelEnd#LISTENER_FAILED}; the event is not acknowledged. */
    void onEvent(CloudEvent event);

    /** The channel is open; events after this position follow. Called again after every reconnection. */
    default void onConnected(long position) {}

    /** Everything that had piled up has been delivered. */
    default void onCaughtUp(long position) {}

    /** The connection is gone; another attempt follows after this time. */
    default void onInterrupted(String reason, Duration retryAfter) {}

    /** The channel is over for good; nothing follows. */
    default void onStopped(ChannelEnd end, String reason) {}
}
