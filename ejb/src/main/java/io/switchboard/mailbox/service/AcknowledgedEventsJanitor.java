// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPurgeRepository;
import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Purges events some time after their acknowledgement: at least {@link SettingKey#ACKNOWLEDGED_RETENTION}, at most twice that for a
 * mailbox in use, whose row would otherwise keep a time for each acknowledgement. What a revoked terminal has left goes at once.
 */
@Stateless
public class AcknowledgedEventsJanitor implements JanitorTask {
    @Inject
    MailboxPurgeRepository repository;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<MailboxPurgeRepository.Purge> due = repository.acknowledged(now, skipped, size);
        repository.purgeAcknowledged(due, now.plus(settings.get(SettingKey.ACKNOWLEDGED_RETENTION)));
        return due.size();
    }
}
