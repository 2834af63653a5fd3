// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.shared.service.WireJson;
import java.util.Optional;

/** The one message that a terminal sends over its channel. */
final class Acknowledgement {
    private Acknowledgement() {}

    /** The acknowledged sequence; empty when the message is something else. */
    static Optional<Long> parse(String text) {
        try {
            JsonNode message = WireJson.mapper().readTree(text);
            JsonNode sequence = message.path("acknowledge");
            boolean right = message.size() == 1
                    && sequence.isIntegralNumber()
                    && sequence.canConvertToLong()
                    && sequence.asLong() >= 0;
            return right ? Optional.of(sequence.asLong()) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
