// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.TerminalChange;
import io.switchboard.transfers.model.TerminalChangeRepository;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Offers a terminal that has come what is on its way to its account, and takes one that has gone out of it: the transfers of one terminal
 * in a batch. At once, and once more when every transaction is over that may have declared a transfer without seeing the change: to order
 * those by a lock would have every declaration wait for whoever enrols or revokes, and the other way round.
 */
@Stateless
@Workflow
public class TerminalChangeJanitor implements JanitorTask {
    @Inject
    TerminalChangeRepository changes;

    @Inject
    TransferRepository transfers;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return changes.lockNext(clock.instant(), skipped)
                .map(change -> carryOut(change, size))
                .orElse(0);
    }

    /** There may be another terminal after this one, however few transfers it had. */
    private int carryOut(TerminalChange change, int size) {
        Instant now = clock.instant();
        List<Transfer> found = switch (change.kind()) {
            case ENROLLED -> transfers.lockOpenTo(change.account(), change.after(), size);
            case REVOKED -> transfers.lockOnTheirWayTo(change.terminal(), change.after(), size);
        };
        for (Transfer transfer : found) {
            switch (change.kind()) {
                case ENROLLED -> offer(transfer, change.terminal(), now);
                case REVOKED -> {
                    transfer.withdraw(change.terminal(), now);
                    announcer.announce(transfer);
                }
            }
        }
        if (found.size() < size) {
            changes.done(change);
        } else {
            changes.reached(change, found.get(found.size() - 1).id().value());
        }
        return size;
    }

    private void offer(Transfer transfer, TerminalId terminal, Instant now) {
        boolean known = transfer.deliveriesByTerminal().containsKey(terminal);
        transfer.offer(terminal, now);
        announcer.announce(transfer);
        if (!known && transfer.deliveriesByTerminal().containsKey(terminal)) {
            announcer.offer(transfer, terminal);
        }
    }
}
