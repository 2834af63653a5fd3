// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.calls.wire.CallState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one lane was told: an id and a word for each call, an id and three for each identifier, and a sample of requests as they were
 * answered. No bodies, so that an hour fits into a few megabytes. Written by the lane's thread, read when that has ended.
 */
final class SoakBook {
    private static final int EVERY = 500;
    private static final int SAMPLE = 100;
    private static final int LATEST = 20;

    /**
     * An identifier.
     *
     * @param used how many calls it has counted
     */
    record Standing(String state, int maxCalls, int used) {
        /** As the server shows it. */
        static Standing of(JsonNode view) {
            return new Standing(
                    view.get("state").asText(),
                    view.get("conditions").get("maxCalls").asInt(),
                    view.get("callsUsed").asInt());
        }

        private Standing now(String other) {
            return new Standing(other, maxCalls, used);
        }

        private Standing withUses(int other) {
            return new Standing(state, maxCalls, other);
        }
    }

    private final Map<String, CallState> calls = new HashMap<>();
    private final Map<String, Standing> identifiers = new HashMap<>();
    private final List<Sent> sample = new ArrayList<>();
    private final Deque<Sent> latest = new ArrayDeque<>();
    private int sent;

    /** Calls and the last state that a side was told. */
    Map<String, CallState> calls() {
        return calls;
    }

    Map<String, Standing> identifiers() {
        return identifiers;
    }

    /** Answered requests whose keys must give the same answer again: some of all, and the latest. */
    List<Sent> sample() {
        List<Sent> all = new ArrayList<>(sample);
        all.addAll(latest);
        return all;
    }

    void answered(Sent request) {
        if (sent++ % EVERY == 0 && sample.size() < SAMPLE) {
            sample.add(request);
        }
        latest.add(request);
        if (latest.size() > LATEST) {
            latest.remove();
        }
    }

    /** A call as an answer showed it; it may only have gone forward. */
    void call(JsonNode view) {
        CallState state = CallState.valueOf(view.get("state").asText().toUpperCase(Locale.ROOT));
        CallState before = calls.put(view.get("id").asText(), state);
        assertThat(before == null || before == state || before.successors().contains(state))
                .as("from %s to %s", before, view)
                .isTrue();
    }

    /** An identifier as an answer showed it; what it has counted is known better here, where nothing is reserved. */
    void identifier(JsonNode view) {
        Standing standing = Standing.of(view);
        identifiers.merge(
                view.get("id").asText(), standing.withUses(0), (before, same) -> standing.withUses(before.used()));
    }

    /** One more call that counts. */
    void used(String identifier) {
        identifiers.computeIfPresent(identifier, (id, before) -> before.withUses(before.used() + 1));
    }

    void revoked(String identifier) {
        identifiers.computeIfPresent(identifier, (id, before) -> before.now("revoked"));
    }
}
