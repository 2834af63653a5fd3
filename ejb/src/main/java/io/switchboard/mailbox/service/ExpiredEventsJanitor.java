// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPurgeRepository;
import io.switchboard.shared.service.JanitorTask;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Purges events that nobody acknowledged in time. */
@Stateless
public class ExpiredEventsJanitor implements JanitorTask {
    @Inject
    MailboxPurgeRepository repository;

    @Inject
    Clock clock;

    /** Counts a full batch of events even where they belong to few mailboxes; one that was taken by somebody else ends the round. */
    @Override
    public int runBatch(int skipped, int size) {
        MailboxPurgeRepository.Expired expired = repository.expired(clock.instant(), skipped, size);
        List<MailboxPurgeRepository.Purge> purges = repository.lock(expired.newest());
        repository.purgeExpired(purges);
        return purges.size() == expired.newest().size() ? expired.events() : purges.size();
    }
}
