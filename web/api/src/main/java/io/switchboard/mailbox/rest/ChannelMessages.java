// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.TerminalId;
import java.time.Clock;
import java.util.Map;

/** What a channel says of itself: CloudEvents like those of the mailbox, without a sequence. */
record ChannelMessages(TerminalId terminal, String source, Ids ids, Clock clock) {
    /** The first one: who reads where, and the events after which position follow. */
    String connected(long position) {
        return message("connected", Map.of("terminalId", terminal, "server", source, "position", position));
    }

    /** All that had piled up has been sent. */
    String caughtUp(long position) {
        return message("caught-up", Map.of("position", position));
    }

    /** The last one where events after the reader's position are gone. */
    String purged(long oldest) {
        return message("events-purged", Map.of("oldest", oldest));
    }

    private String message(String name, Map<String, Object> data) {
        return WireJson.write(new CloudEvent(
                "1.0",
                ids.next().toString(),
                CloudEvent.TYPE_PREFIX + "channel." + name,
                source,
                terminal.toString(),
                clock.instant(),
                "application/json",
                null,
                data));
    }
}
