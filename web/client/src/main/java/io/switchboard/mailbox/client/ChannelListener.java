// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.wire.CloudEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Deals with a terminal's events. All methods are called by one thread, one after the other. An event counts as dealt with when
 * {@link #onEvent} has returned; after a crash before that it comes again, so dealing with one twice must do no harm.
 */
@FunctionalInterface
public interface ChannelListener {
    /** The next event. An exception ends the channel with {@link ChannelEnd#LISTENER_FAILED}; the event is not acknowledged. */
    void onEvent(CloudEvent event);

    /**
     * The channel is open; events after this position follow. Called again after every reconnection.
     *
     * @param way how events come this time
     */
    default void onConnected(Transport way, long position) {}

    /**
     * Comes after {@link #onConnected}.
     *
     * @param address the IP address by which others of the enterprise may send data to this terminal while the channel is open; empty when
     *     they may not
     */
    default void onFindable(Optional<String> address) {}

    /** Everything that had piled up has been delivered. */
    default void onCaughtUp(long position) {}

    /**
     * Events after the position where this reader stands were purged, unread: the terminal was away for longer than the server keeps
     * them, or reads what it has acknowledged before.
     *
     * @param position where the reader stands; empty when it began where the server thought that it stood
     * @param oldest the oldest position that can be read after
     * @return whether to go on after the oldest position; false, which is the default, ends the channel with
     *     {@link ChannelEnd#EVENTS_PURGED}, since what was lost must be read elsewhere first
     */
    default boolean onPurged(OptionalLong position, long oldest) {
        return false;
    }

    /** The connection is gone; another attempt follows after this time. */
    default void onInterrupted(String reason, Duration retryAfter) {}

    /** The channel is over for good; nothing follows. */
    default void onStopped(ChannelEnd end, String reason) {}
}
