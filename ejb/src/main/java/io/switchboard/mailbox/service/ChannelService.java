// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.FindableChannelRepository;
import io.switchboard.mailbox.model.MailboxPosition;
import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
    FindableChannelRepository findable;

    @Inject
    Event<MailboxesChanged> changed;

    @Inject
    Clock clock;

    /**
     * An open channel.
     *
     * @param epoch which of the terminal's successive channels it is
     * @param position events after it follow
     * @param address by which its terminal may be found; null when it may not
     */
    public record Opened(
            long epoch, long position, @Nullable String address) {}

    /**
     * How a channel is to be opened.
     *
     * @param after the position after which to begin; empty for the one that was acknowledged
     * @param from by which address the terminal is to be found while the channel is open; empty when it is not
     */
    public record Opening(OptionalLong after, Optional<Place> from) {}

    /**
     * Where a channel is opened from.
     *
     * @param enterprise the terminal's; nobody else finds it
     * @param address the other end of the connection, or what a trusted proxy says
     */
    public record Place(EnterpriseId enterprise, InetAddress address) {}

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
     * @return empty when the terminal is revoked
     * @throws RefusedException {@code never-sent}, {@code events-purged}
     */
    public Optional<Opened> open(TerminalId terminal, Opening asked) {
        return repository.openChannel(terminal).map(mailbox -> {
            long after = asked.after().orElse(mailbox.acknowledged());
            reader.requireReadable(mailbox, after);
            String address =
                    asked.from().map(place -> place.address().getHostAddress()).orElse(null);
            asked.from()
                    .ifPresent(place -> findable.keep(
                            terminal,
                            mailbox.channelEpoch(),
                            place.enterprise(),
                            place.address().getHostAddress(),
                            clock.instant().plus(FindableChannelService.LIFE)));
            changed.fire(new MailboxesChanged(List.of(terminal)));
            return new Opened(mailbox.channelEpoch(), after, address);
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
