// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Carries out what transfers' deadlines have decided. */
@Stateless
@Workflow
public class TransferJanitor implements JanitorTask {
    @Inject
    TransferRepository transfers;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<Transfer> due = transfers.lockDue(now, skipped, size);
        for (Transfer transfer : due) {
            transfer.settle(now);
            announcer.announce(transfer);
        }
        return due.size();
    }
}
