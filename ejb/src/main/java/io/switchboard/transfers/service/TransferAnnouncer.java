// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.mailbox.service.MailboxService;
import io.switchboard.mailbox.service.Receivers;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferChange;
import io.switchboard.transfers.model.TransferSide;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferEventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Tells each side what it may know of a transfer's moves. The one place that says who learns what. */
@ApplicationScoped
class TransferAnnouncer {
    @Inject
    TerminalDirectory terminals;

    @Inject
    Room room;

    @Inject
    MailboxService mailboxes;

    @Inject
    AuditLog audit;

    @Inject
    TransferRelays relays;

    @Inject
    Clock clock;

    @Inject
    Event<TransferMoved> moved;

    /** Announces what the moves since the last time did, and gives back what a transfer that is over has taken. Must be called after every move, in its transaction. */
    void announce(Transfer transfer) {
        for (TransferChange change : transfer.takeChanges()) {
            switch (change) {
                case OFFERED -> target(transfer, offered(transfer), TransferEventType.OFFERED);
                case UPLOADING -> target(transfer, offered(transfer), TransferEventType.UPLOADING);
                case READY -> target(transfer, offered(transfer), TransferEventType.READY);
                case RECEIVED -> both(transfer, TransferEventType.RECEIVED);
                case DECLINED -> both(transfer, TransferEventType.DECLINED);
                case CANCELLED -> both(transfer, TransferEventType.CANCELLED);
                case FAILED -> both(transfer, TransferEventType.FAILED);
                case EXPIRED -> {
                    both(transfer, TransferEventType.EXPIRED);
                    // What a deadline does is nobody's request.
                    audit.record(
                            Invocation.ofServer(),
                            transfer.enterprise(),
                            "transfer.expire",
                            transfer.id().toString(),
                            "done");
                }
            }
            if (change.isEnd()) {
                room.giveBack(transfer);
                relays.ends(transfer, clock.instant());
            }
            moved.fire(new TransferMoved(transfer.id(), change));
        }
    }

    /** To a terminal that has come later. */
    void offer(Transfer transfer, TerminalId terminal) {
        target(transfer, List.of(terminal), TransferEventType.OFFERED);
    }

    private void both(Transfer transfer, TransferEventType type) {
        if (transfer.relay().filter(how -> how == Relay.LENT).isPresent()) {
            // It is the private server's, which tells its source.
            return;
        }
        target(transfer, offered(transfer), type);
        mailboxes.append(
                new Receivers(transfer.enterprise(), transfer.source().account(), others(transfer)),
                type,
                transfer.id(),
                TransferViews.of(transfer, TransferSide.SOURCE));
    }

    /** The source's terminals but those that it is offered to: who sends to itself hears it once. */
    private Collection<TerminalId> others(Transfer transfer) {
        return terminals.active(transfer.source().account()).stream()
                .filter(terminal -> !offered(transfer).contains(terminal))
                .toList();
    }

    private void target(Transfer transfer, Collection<TerminalId> receivers, TransferEventType type) {
        if (transfer.relay().filter(how -> !how.isOffered()).isPresent()) {
            // The other server offers it.
            return;
        }
        mailboxes.append(
                new Receivers(transfer.target().enterprise(), transfer.target().account(), receivers),
                type,
                transfer.id(),
                TransferViews.of(transfer, TransferSide.TARGET));
    }

    private static Collection<TerminalId> offered(Transfer transfer) {
        return transfer.deliveriesByTerminal().keySet();
    }
}
