// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPosition;
import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.mailbox.model.StoredEvent;
import io.switchboard.mailbox.wire.AcknowledgementView;
import io.switchboard.mailbox.wire.MailboxRefusal;
import io.switchboard.mailbox.wire.MailboxView;
import io.switchboard.mailbox.wire.TicketView;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Secrets;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A terminal's work on its own mailbox. */
@Stateless
@Workflow
public class MailboxReadingService {
    private static final int BATCH = 100;
    private static final int TICKET_BYTES = 24;
    private static final String TICKET = "mailbox-ticket";

    @Inject
    MailboxRepository repository;

    @Inject
    EventEnvelope envelope;

    @Inject
    Secrets secrets;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * The events after a position. Two statements.
     *
     * @param asked empty for the position that was acknowledged
     * @throws RefusedException {@code never-sent} when the position is beyond the newest event
     */
    public MailboxView read(Invocation invocation, OptionalLong asked) {
        TerminalId terminal = invocation.terminal();
        MailboxPosition position = position(terminal);
        long after = asked.orElse(position.acknowledged());
        if (after > position.lastSequence()) {
            throw neverSent(position);
        }
        List<StoredEvent> events = repository.read(terminal, after, BATCH);
        long reached = events.isEmpty() ? after : events.get(events.size() - 1).sequence();
        return new MailboxView(
                events.stream().map(envelope::of).toList(),
                reached,
                position.acknowledged(),
                reached >= position.lastSequence());
    }

    /**
     * Acknowledges everything up to a sequence. One statement, two when it moves nothing.
     *
     * @throws RefusedException {@code never-sent}
     */
    public AcknowledgementView acknowledge(Invocation invocation, long sequence) {
        return acknowledge(invocation.terminal(), sequence);
    }

    /**
     * The same over an open channel, whose terminal was authenticated when it was opened.
     *
     * @throws RefusedException {@code never-sent}
     */
    public AcknowledgementView acknowledge(TerminalId terminal, long sequence) {
        if (repository.acknowledge(terminal, sequence)) {
            return new AcknowledgementView(sequence);
        }
        MailboxPosition position = position(terminal);
        if (sequence > position.lastSequence()) {
            throw neverSent(position);
        }
        return new AcknowledgementView(position.acknowledged());
    }

    /** A ticket that opens one channel of this terminal. */
    public TicketView ticket(Invocation invocation) {
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(secrets.random(TICKET_BYTES));
        Instant expiresAt = clock.instant().plus(settings.get(SettingKey.TICKET_LIFETIME));
        repository.addTicket(secrets.mac(TICKET, ticket), invocation.terminal(), expiresAt);
        return new TicketView(ticket, expiresAt);
    }

    /** Uses a ticket up; empty when there is no such ticket any more. */
    public Optional<TerminalId> redeem(String ticket) {
        return repository.redeemTicket(secrets.mac(TICKET, ticket), clock.instant());
    }

    private static RefusedException neverSent(MailboxPosition position) {
        return RefusedException.of(
                MailboxRefusal.NEVER_SENT, "The newest event has the sequence " + position.lastSequence());
    }

    private MailboxPosition position(TerminalId terminal) {
        return repository
                .position(terminal)
                .filter(MailboxPosition::open)
                .orElseThrow(() -> RefusedException.of(SharedRefusal.UNAUTHENTICATED, "The terminal is revoked"));
    }
}
