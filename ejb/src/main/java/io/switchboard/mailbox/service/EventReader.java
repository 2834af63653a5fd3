// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPosition;
import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.mailbox.model.StoredEvent;
import io.switchboard.mailbox.wire.MailboxRefusal;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Reads events after a position, and refuses where reading cannot begin there. An expired event counts as gone before the janitor has
 * come: nobody reads on behind one without having been told.
 */
@ApplicationScoped
class EventReader {
    /** Of one read: what waits until its reader takes it is never much. An event that is larger by itself comes alone. */
    private static final int BYTES = 256 * 1024;

    @Inject
    MailboxRepository repository;

    @Inject
    EventEnvelope envelope;

    @Inject
    Clock clock;

    /**
     * The events after a position, in order: the first of them, when these are large. One statement, none where there is nothing after it.
     *
     * @param limit how many at most
     * @throws RefusedException {@code never-sent}, {@code events-purged}
     */
    List<CloudEvent> read(MailboxPosition mailbox, long after, int limit) {
        requireReadable(mailbox, after);
        if (after == mailbox.lastSequence()) {
            return List.of();
        }
        TerminalId terminal = new TerminalId(mailbox.terminal());
        List<StoredEvent> events = atOnce(repository.read(terminal, after, limit));
        Instant now = clock.instant();
        boolean purgedMeanwhile = events.isEmpty() || events.get(0).sequence() != after + 1;
        if (purgedMeanwhile
                || events.stream().anyMatch(event -> !event.expiresAt().isAfter(now))) {
            throw purged(oldest(terminal, now));
        }
        return events.stream().map(envelope::of).toList();
    }

    private static List<StoredEvent> atOnce(List<StoredEvent> events) {
        int count = 0;
        for (long bytes = 0; count < events.size(); count++) {
            bytes += events.get(count).data().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > BYTES && count > 0) {
                break;
            }
        }
        return events.subList(0, count);
    }

    /**
     * Does nothing where reading can begin.
     *
     * @throws RefusedException {@code never-sent}, {@code events-purged}
     */
    void requireReadable(MailboxPosition mailbox, long after) {
        if (after > mailbox.lastSequence()) {
            throw neverSent(mailbox);
        }
        if (after < mailbox.purged()) {
            throw purged(mailbox.purged());
        }
    }

    /** Refuses a sequence beyond the end. */
    static RefusedException neverSent(MailboxPosition mailbox) {
        return RefusedException.of(
                MailboxRefusal.NEVER_SENT, "The newest event has the sequence " + mailbox.lastSequence());
    }

    /** Where a janitor has been here between the two statements, its position is in the row by now. */
    private long oldest(TerminalId terminal, Instant now) {
        long purged = repository.position(terminal).map(MailboxPosition::purged).orElse(0L);
        return Math.max(purged, repository.lastExpired(terminal, now).orElse(0));
    }

    private static RefusedException purged(long oldest) {
        return RefusedException.oldest(
                MailboxRefusal.EVENTS_PURGED,
                oldest,
                "The oldest position that can be read after is " + oldest + "; what was before it is gone unread");
    }
}
