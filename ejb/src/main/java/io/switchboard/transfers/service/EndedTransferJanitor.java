// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.transfers.model.TransferRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets transfers that have been over for as long as their record is kept. */
@Stateless
public class EndedTransferJanitor implements JanitorTask {
    @Inject
    TransferRepository transfers;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return transfers.deleteEnded(clock.instant().minus(settings.get(TransferKeys.RETENTION)), skipped, size);
    }
}
