// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.wire.CloudEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/** Reads the messages of a channel, of whatever kind: the mailbox's events, and the channel's own. */
final class ChannelNews {
    private static final String OWN = CloudEvent.TYPE_PREFIX + "channel.";

    private ChannelNews() {}

    static Incoming of(CloudEvent event) {
        if (event.type().startsWith(OWN)) {
            return own(event.type().substring(OWN.length()), event);
        }
        Long sequence = event.sequence();
        return sequence == null ? new Incoming.Nothing() : new Incoming.Event(event, sequence);
    }

    private static Incoming own(String name, CloudEvent event) {
        return switch (name) {
            case "connected" ->
                new Incoming.Connected(
                        number(event, "position"),
                        Optional.ofNullable(event.data().get("address")).map(String::valueOf));
            case "caught-up" -> new Incoming.CaughtUp(number(event, "position"));
            case "events-purged" -> new Incoming.Purged(number(event, "oldest"));
            case "reconnect" -> new Incoming.SentAway(duration(event));
            case "closed" ->
                new Incoming.Closed(
                        (int) number(event, "code"), String.valueOf(event.data().get("reason")));
            default -> new Incoming.Nothing();
        };
    }

    private static long number(CloudEvent event, String name) {
        return event.data().get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Duration duration(CloudEvent event) {
        try {
            return Duration.parse(String.valueOf(event.data().get("retryAfter")));
        } catch (DateTimeException other) {
            return Duration.ZERO;
        }
    }
}
