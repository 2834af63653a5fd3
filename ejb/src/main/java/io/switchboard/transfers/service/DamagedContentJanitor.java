// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.Content;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.wire.FailureReason;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sees to the transfers that wait for a content which is damaged. Where somebody has sent the same again meanwhile they are given that;
 * the others end: their sources hear of it, and may send the data again.
 */
@Stateless
@Workflow
public class DamagedContentJanitor implements JanitorTask {
    @Inject
    TransferRepository transfers;

    @Inject
    Contents contents;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<Transfer> lost = transfers.lockDamaged(skipped, size);
        // Each looks for another content: in one order, on all nodes.
        List<Transfer> inOrder = lost.stream()
                .sorted(Comparator.comparing(transfer -> transfer.declared().digest()))
                .toList();
        for (Transfer transfer : inOrder) {
            transfer.settle(now);
            if (!transfer.state().isFinal()) {
                mend(transfer, now);
            }
            announcer.announce(transfer);
        }
        return lost.size();
    }

    private void mend(Transfer transfer, Instant now) {
        Optional<Content> again = contents.present(transfer);
        if (again.isPresent()) {
            contents.replace(transfer, again.get(), now);
        } else {
            transfer.fail(FailureReason.CONTENT_DAMAGED, now);
        }
    }
}
