// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.ErasedAccount;
import io.switchboard.accounts.service.ErasedPart;
import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.mailbox.service.MailboxService;
import io.switchboard.mailbox.service.Receivers;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.model.TransferSide;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Ends an erased account's transfers, tells the other side, and forgets what the account has called them and kept for itself; also where
 * the other side was told. What stays of a transfer are ids, times, states, its code and its size.
 */
@ApplicationScoped
class TransferEraser {
    @Inject
    TransferRepository transfers;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    TerminalDirectory terminals;

    @Inject
    MailboxService mailboxes;

    @Inject
    Clock clock;

    /** The next of the transfers of which the account is this side. */
    ErasedPart erase(ErasedAccount account, TransferSide side, UUID after, int most) {
        List<Transfer> found = transfers.lock(account.id(), side, after, most);
        found.forEach(transfer -> erase(transfer, side));
        return ErasedPart.of(
                found.stream().map(transfer -> transfer.id().value()).toList(), most);
    }

    private void erase(Transfer transfer, TransferSide side) {
        boolean named = TransferViews.otherIn(transfer, TransferSide.TARGET).isPresent();
        transfer.forget(side, clock.instant());
        announcer.announce(transfer);
        if (side == TransferSide.SOURCE && named) {
            Receivers told = new Receivers(
                    transfer.target().enterprise(),
                    transfer.target().account(),
                    terminals.all(transfer.target().account()));
            mailboxes.forget(told, transfer.id(), transfer.createdAt(), "name");
            mailboxes.forget(told, transfer.id(), transfer.createdAt(), "mediaType");
        }
    }
}
