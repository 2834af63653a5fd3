// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.shared.service.JanitorTask;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets tickets that nobody used. */
@Stateless
public class TicketJanitor implements JanitorTask {
    @Inject
    MailboxRepository repository;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return repository.deleteExpiredTickets(clock.instant(), skipped, size);
    }
}
