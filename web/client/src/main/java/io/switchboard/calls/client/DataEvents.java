// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.shared.client.Json;
import io.switchboard.shared.wire.CloudEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a watch says of data that is sent: as much of such an event as a line has room for. */
final class DataEvents {
    private static final String TRANSFER = CloudEvent.TYPE_PREFIX + "transfer.";

    private DataEvents() {}

    /**
     * What is sent, in the words of whoever is told.
     *
     * @param direction whether this side sends or receives it
     * @param size in bytes
     * @param name what the source calls it
     * @param sender the pseudonym of who sends it to a code
     * @param sourceAccountId who sends it, where that is shown
     */
    record Sent(
            String direction,
            long size,
            @Nullable String name,
            @Nullable String sender,
            @Nullable String sourceAccountId) {
        /** Who sends it; empty for who sends it, and knows. */
        Optional<String> peer() {
            return Optional.ofNullable(sourceAccountId)
                    .map(account -> "account " + account)
                    .or(() -> Optional.ofNullable(sender))
                    .map(source -> "from " + source);
        }
    }

    /** What the event is about; empty when it is about something else, or says what this version cannot read. */
    static Optional<Sent> of(CloudEvent event) {
        return Optional.of(event)
                .filter(about -> about.type().startsWith(TRANSFER))
                .flatMap(about -> Json.tryConvert(about.data(), Sent.class));
    }
}
