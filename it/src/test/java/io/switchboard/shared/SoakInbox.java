// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Event;
import io.switchboard.harness.Terminal;

/**
 * What a terminal has got of its mailbox, in a few numbers: how far, and a digest of every event up to there. For one thread at a time.
 */
final class SoakInbox {
    private final Terminal terminal;
    private long seen;
    private long digest;
    private long acknowledged;
    private String lastRinging = "";

    SoakInbox(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    /** The sequence of the last event that came. */
    long seen() {
        return seen;
    }

    /** Whether there is much that was not acknowledged. */
    boolean isFull() {
        return seen - acknowledged >= 20;
    }

    /** The server has said that everything up to here is acknowledged. */
    void acknowledged(long sequence) {
        acknowledged = Math.max(acknowledged, sequence);
    }

    /** The last call that rang here. */
    String lastRinging() {
        return lastRinging;
    }

    /** Takes the event that comes next. What it has already, and what has no sequence, is passed over; a gap fails. */
    void takes(Event event) {
        if (event.sequence() > seen) {
            assertThat(event.sequence()).as("after %d: %s", seen, event.json()).isEqualTo(seen + 1);
            seen = event.sequence();
            digest = digested(digest, event);
            if (event.type().equals("call.ringing")) {
                lastRinging = event.subject();
            }
        }
    }

    /** Takes a page of the mailbox. */
    void takesPage(JsonNode page) {
        page.get("events").forEach(event -> takes(Event.of(event)));
    }

    /**
     * Reads the mailbox from its beginning: no gap, and every event that had come before is there as it came.
     *
     * @return how many events there are
     */
    long isStillThere() {
        long before = 0;
        long last = 0;
        JsonNode page;
        do {
            page = terminal.reads("/mailbox?after=" + last);
            for (JsonNode json : page.get("events")) {
                Event event = Event.of(json);
                assertThat(event.sequence()).as("after %d: %s", last, json).isEqualTo(last + 1);
                last = event.sequence();
                if (last <= seen) {
                    before = digested(before, event);
                }
            }
        } while (!page.get("caughtUp").asBoolean());
        assertThat(last).as("events of %s", terminal.id()).isGreaterThanOrEqualTo(seen);
        assertThat(before).as("events of %s up to %d", terminal.id(), seen).isEqualTo(digest);
        assertThat(page.get("acknowledged").asLong()).isGreaterThanOrEqualTo(acknowledged);
        return last;
    }

    private static long digested(long before, Event event) {
        return before * 1_000_003 + event.json().hashCode();
    }
}
