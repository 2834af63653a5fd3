// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.transfers.model.ContentStoreRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what was given to the store and has no row, because it was refused, was taken back, or its node ended; and what is left of what
 * never got there whole. A page of the store a minute, by whichever node comes first: a million contents take less than a day.
 *
 * <p>No lock orders this against a new reference, and none has to: a content without a row gets one at the end of the upload that its key
 * names, and from no other, so that what has neither a row nor an upload under way stays without one. Two nodes at the same page, or one
 * that thaws, do no harm.
 */
@ApplicationScoped
public class OrphanJanitor implements JanitorTask {
    private static final Logger LOG = Logger.getLogger(OrphanJanitor.class);
    private static final int PAGE = 1_000;
    private static final Duration PACE = Duration.ofMinutes(1);

    /** For clocks that disagree, and for whoever restores a database and its contents one after the other. No transaction takes as long. */
    private static final Duration OLD = Duration.ofDays(1);

    @Inject
    ContentStore store;

    @Inject
    ContentStoreOwner owner;

    @Inject
    ContentStoreService service;

    @Inject
    Requests requests;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        if (settings.get(TransferKeys.DELETE_ORPHANS)) {
            requests.run(() -> service.takePage(PACE)).ifPresent(this::look);
        }
        return 0;
    }

    private void look(ContentStoreRepository.Position position) {
        try {
            if (owner.isThisInstallation()) {
                look(position.after());
            }
        } catch (StorageException e) {
            LOG.warnf("The store of contents could not be looked through: %s", e.getMessage());
        }
    }

    private void look(@Nullable UUID after) throws StorageException {
        Instant now = clock.instant();
        List<StoredContent> page = after == null ? store.first(PAGE) : store.after(new ContentKey(after), PAGE);
        forgetOrphans(page, now.minus(OLD));
        ContentKey last = page.isEmpty() ? null : page.get(page.size() - 1).key();
        if (last == null || (page.size() < PAGE && store.after(last, 1).isEmpty())) {
            last = null;
            // A content is given to the store while its upload lives, so that this is under way nowhere.
            store.forgetUnfinished(now.minus(OLD).minus(settings.get(TransferKeys.UPLOAD_LIFETIME)));
        }
        ContentKey reached = last;
        requests.run(() -> {
            service.reached(reached);
            return true;
        });
    }

    private void forgetOrphans(List<StoredContent> page, Instant old) throws StorageException {
        List<StoredContent> asked =
                page.stream().filter(content -> content.keptAt().isBefore(old)).toList();
        List<ContentKey> keys = asked.stream().map(StoredContent::key).toList();
        Set<ContentKey> needed = keys.isEmpty() ? Set.of() : requests.run(() -> service.needed(keys));
        int deleted = 0;
        long bytes = 0;
        for (StoredContent content : asked) {
            if (!needed.contains(content.key()) && store.delete(content.key())) {
                deleted++;
                bytes += content.size();
            }
        }
        if (deleted > 0) {
            LOG.infof("%d contents that no row knows were deleted, %d bytes", deleted, bytes);
        }
    }
}
