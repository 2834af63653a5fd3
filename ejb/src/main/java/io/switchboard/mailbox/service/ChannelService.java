// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPosition;
import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a channel needs of its mailbox. The terminal was authenticated when the channel was opened. */
@Stateless
public class ChannelService {
    /** Events of one read at most, fewer when they are large; what bounds a channel's memory. */
    public static final int BATCH = 50;

    @Inject
    MailboxRepository repository;

    @Inject
    EventReader reader;

    @Inject
    Event<MailboxesChanged> changed;

    /**
     * An open channel.
     *
     * @param epoch which of the terminal's successive channels it is
     * @param position events after it follow
     */
    public record Opened(long epoch, long position) {}

    /**
     * What a channel finds when it looks.
     *
     * @param revoked the terminal is revoked
     * @param displaced a newer channel is in force
     * @param events at most {@value #BATCH} after the position asked for
     * @param lastSequence the end of the mailbox when it was read
     */
    public record Look(boolean revoked, boolean displaced, List<CloudEvent> events, long lastSequence) {}

    /**
     * Opens a channel and displaces the one before, unless it cannot begin where it is asked to.
     *
     * @param asked the position after which to begin; empty for the one that was acknowledged
     * @return empty when the terminal is revoked
     * @throws RefusedException {@code never-sent}, {@code events-purged}
     */
    public Optional<Opened> open(TerminalId terminal, OptionalLong asked) {
        return repository.openChannel(terminal).map(mailbox -> {
            long after = asked.orElse(mailbox.acknowledged());
            reader.requireReadable(mailbox, after);
            changed.fire(new MailboxesChanged(List.of(terminal)));
            return new Opened(mailbox.channelEpoch(), after);
        });
    }

    /**
     * Looks for events after a position. Two statements, one when there is nothing new.
     *
     * @throws RefusedException {@code events-purged} when what came after the position is gone
     */
    public Look look(TerminalId terminal, long epoch, long after) {
        Optional<MailboxPosition> position = repository.position(terminal).filter(MailboxPosition::open);
        if (position.isEmpty()) {
            return new Look(true, false, List.of(), after);
        }
        if (position.get().channelEpoch() != epoch) {
            return new Look(false, true, List.of(), after);
        }
        return new Look(
                false,
                false,
                reader.read(position.get(), after, BATCH),
                position.get().lastSequence());
    }
}
