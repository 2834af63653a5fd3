// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPosition;
import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What a channel needs of its mailbox. The terminal was authenticated when the channel was opened. */
@Stateless
public class ChannelService {
    /** Events of one read at most; what bounds a channel's memory. */
    public static final int BATCH = 50;

    @Inject
    MailboxRepository repository;

    @Inject
    EventEnvelope envelope;

    @Inject
    Event<MailboxesChanged> changed;

    /**
     * An open channel.
     *
     * @param epoch which of the terminal's successive channels it is
     * @param acknowledged everything up to here was acknowledged
     */
    public record Opened(long epoch, long acknowledged, long lastSequence) {}

    /**
     * What a channel finds when it looks.
     *
     * @param revoked the terminal is revoked
     * @param displaced a newer channel is in force
     * @param events at most {@value #BATCH} after the position asked for
     * @param lastSequence the end of the mailbox when it was read
     */
    public record Look(boolean revoked, boolean displaced, List<CloudEvent> events, long lastSequence) {}

    /** Opens a channel and displaces the one before; empty when the terminal is revoked. */
    public Optional<Opened> open(TerminalId terminal) {
        Optional<MailboxPosition> position = repository.openChannel(terminal);
        position.ifPresent(found -> changed.fire(new MailboxesChanged(List.of(terminal))));
        return position.map(found -> new Opened(found.channelEpoch(), found.acknowledged(), found.lastSequence()));
    }

    /** Looks for events after a position. Two statements, one when there is nothing new. */
    public Look look(TerminalId terminal, long epoch, long after) {
        Optional<MailboxPosition> position = repository.position(terminal).filter(MailboxPosition::open);
        if (position.isEmpty()) {
            return new Look(true, false, List.of(), after);
        }
        if (position.get().channelEpoch() != epoch) {
            return new Look(false, true, List.of(), after);
        }
        long last = position.get().lastSequence();
        List<CloudEvent> events = last > after
                ? repository.read(terminal, after, BATCH).stream()
                        .map(envelope::of)
                        .toList()
                : List.of();
        return new Look(false, false, events, last);
    }
}
