// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.Problem;

/**
 * What the central has answered, below 500.
 *
 * @param body JSON, or empty
 */
public record CentralAnswer(int status, String body) {
    /** A central that is newer may say more. */
    private static final ObjectMapper TOLERANT =
            WireJson.mapper().copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Whether it is 2xx. */
    public boolean isDone() {
        return status / 100 == 2;
    }

    /**
     * What was asked for.
     *
     * @throws CentralAwayException when it is something else
     */
    public <V> V as(Class<V> type) throws CentralAwayException {
        try {
            return TOLERANT.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new CentralAwayException("The central has answered what is no " + type.getSimpleName(), e);
        }
    }

    /** The code of the problem (RFC 9457) that it is; empty when it is none. */
    public String problem() {
        try {
            String type = TOLERANT.readTree(body).path("type").asText("");
            return type.startsWith(Problem.TYPE_PREFIX) ? type.substring(Problem.TYPE_PREFIX.length()) : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
