// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.EnterpriseEventRepository;
import io.switchboard.shared.service.JanitorTask;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets the events of enterprises whose time is over. */
@Stateless
public class EnterpriseEventJanitor implements JanitorTask {
    @Inject
    EnterpriseEventRepository repository;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return repository.deleteExpired(clock.instant(), skipped, size);
    }
}
