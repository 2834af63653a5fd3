// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.wire.FailureReason;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Ends the transfers that wait for a content which is damaged: their sources hear of it, and may send the data again. */
@Stateless
@Workflow
public class DamagedContentJanitor implements JanitorTask {
    @Inject
    TransferRepository transfers;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<Transfer> lost = transfers.lockDamaged(skipped, size);
        for (Transfer transfer : lost) {
            transfer.settle(now);
            if (!transfer.state().isFinal()) {
                transfer.fail(FailureReason.CONTENT_DAMAGED, now);
            }
            announcer.announce(transfer);
        }
        return lost.size();
    }
}
