// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPosition;
import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.mailbox.wire.AcknowledgementView;
import io.switchboard.mailbox.wire.MailboxView;
import io.switchboard.mailbox.wire.TicketView;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Secrets;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.CloudEvent;
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
    EventReader reader;

    @Inject
    Secrets secrets;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * The events after a position, as many as one page holds. Two statements, one when there is nothing new.
     *
     * @param asked empty for the position that was acknowledged
     * @throws RefusedException {@code never-sent} when the position is beyond the newest event, {@code events-purged} when what came
     *     after it is gone
     */
    public MailboxView read(Invocation invocation, OptionalLong asked) {
        TerminalId terminal = invocation.terminal();
        MailboxPosition position = position(terminal);
        long after = asked.orElse(position.acknowledged());
        List<CloudEvent> events = reader.read(position, after, BATCH);
        long reached = after + events.size();
        return new MailboxView(events, reached, position.acknowledged(), reached >= position.lastSequence());
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
        if (repository.acknowledge(
                terminal, sequence, clock.instant().plus(settings.get(SettingKey.ACKNOWLEDGED_RETENTION)))) {
            return new AcknowledgementView(sequence);
        }
        MailboxPosition position = position(terminal);
        if (sequence > position.lastSequence()) {
            throw EventReader.neverSent(position);
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

    private MailboxPosition position(TerminalId terminal) {
        return repository
                .position(terminal)
                .filter(MailboxPosition::open)
                .orElseThrow(() -> RefusedException.of(SharedRefusal.UNAUTHENTICATED, "The terminal is revoked"));
    }
}
