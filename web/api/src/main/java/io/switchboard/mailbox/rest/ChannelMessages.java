// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.TerminalId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a channel says of itself: CloudEvents like those of the mailbox, without a sequence. */
record ChannelMessages(TerminalId terminal, String source, Ids ids, Clock clock) {
    /**
     * The first one: who reads where, and the events after which position follow.
     *
     * @param address by which the terminal may be found while the channel is open; null when it may not
     */
    ChannelMessage connected(long position, @Nullable String address) {
        Map<String, Object> data =
                new TreeMap<>(Map.of("terminalId", terminal, "server", source, "position", position));
        if (address != null) {
            data.put("address", address);
        }
        return message("connected", position, null, data);
    }

    /** All that had piled up has been sent. */
    ChannelMessage caughtUp(long position) {
        return message("caught-up", null, null, Map.of("position", position));
    }

    /** Events after the reader's position are gone. */
    ChannelMessage purged(long oldest) {
        return message("events-purged", null, null, Map.of("oldest", oldest));
    }

    /** This server stops serving. */
    ChannelMessage reconnect(Duration retryAfter) {
        return message("reconnect", null, retryAfter, Map.of("retryAfter", retryAfter));
    }

    /** The last one, where a connection has no other way to say why it ends. */
    ChannelMessage closed(Ending ending) {
        return message("closed", null, null, Map.of("code", ending.code(), "reason", ending.reason()));
    }

    private ChannelMessage message(
            String name, @Nullable Long position, @Nullable Duration retryAfter, Map<String, Object> data) {
        CloudEvent event = new CloudEvent(
                "1.0",
                ids.next().toString(),
                CloudEvent.TYPE_PREFIX + "channel." + name,
                source,
                terminal.toString(),
                clock.instant(),
                "application/json",
                null,
                data);
        return new ChannelMessage(name, position, WireJson.write(event), retryAfter);
    }
}
