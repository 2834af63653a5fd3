// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.transfers.model.UploadRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Removes files that no upload needs: those that were made, or could not be removed, when a node ended. A page of them a minute,
 * unless the store says that it is another database's: that one's uploads are not known here.
 */
@ApplicationScoped
public class StagingJanitor implements JanitorTask {
    private static final Logger LOG = Logger.getLogger(StagingJanitor.class);
    private static final Duration PACE = Duration.ofMinutes(1);

    /** What somebody has just made may have a row that is not committed yet. By the clock of the disk. */
    private static final Duration OLD = Duration.ofHours(1);

    @Inject
    UploadRepository uploads;

    @Inject
    Stores stores;

    @Inject
    ContentStoreOwner owner;

    @Inject
    MonotonicTime time;

    @Inject
    Clock clock;

    private @Nullable UUID last;
    private long looked = Long.MIN_VALUE;

    @Override
    public int runBatch(int skipped, int size) {
        if (looked == Long.MIN_VALUE || time.nanos() - looked >= PACE.toNanos()) {
            looked = time.nanos();
            try {
                if (owner.isThisInstallation()) {
                    look(size);
                }
            } catch (StorageException e) {
                LOG.warnf("The files of uploads could not be looked through: %s", e.getMessage());
            }
        }
        return 0;
    }

    private void look(int size) throws StorageException {
        UUID after = last;
        Staging staging = stores.staging();
        List<StagedUpload> page = after == null ? staging.first(size) : staging.after(after, size);
        last = page.isEmpty() ? null : page.get(page.size() - 1).upload();
        if (page.isEmpty()) {
            return;
        }
        Set<UUID> needed =
                uploads.needed(page.stream().map(StagedUpload::upload).collect(Collectors.toUnmodifiableSet()));
        Instant old = clock.instant().minus(OLD);
        for (StagedUpload staged : page) {
            if (!needed.contains(staged.upload()) && staged.changedAt().isBefore(old)) {
                staging.discard(staged.upload());
            }
        }
    }
}
