// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A CloudEvent as a terminal received it.
 *
 * @param sequence its place in the mailbox; 0 for the channel's own messages, which have none
 * @param type without {@code io.switchboard.}: {@code call.ringing}
 * @param subject the id that it is about
 * @param data what it tells
 * @param json all of it
 */
public record Event(long sequence, String type, String subject, JsonNode data, JsonNode json) {
    private static final String PREFIX = "io.switchboard.";

    /** From a mailbox or a channel. */
    public static Event of(JsonNode json) {
        String type = json.get("type").asText();
        if (!type.startsWith(PREFIX)) {
            throw new AssertionError("An event of a foreign type: " + json);
        }
        return new Event(
                json.path("sequence").asLong(0),
                type.substring(PREFIX.length()),
                json.path("subject").asText(),
                json.get("data"),
                json);
    }
}
