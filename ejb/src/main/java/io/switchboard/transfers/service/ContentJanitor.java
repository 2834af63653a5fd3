// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.Content;
import io.switchboard.transfers.model.ContentRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Condemns contents that nobody has needed for the grace time. Whoever refers to one holds its row, and so comes before or after. */
@Stateless
@Workflow
public class ContentJanitor implements JanitorTask {
    private static final Duration SHORTEST = Duration.ofHours(1);

    @Inject
    ContentRepository contents;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<Content> due = contents.lockDue(now, skipped, size);
        List<UUID> ids = due.stream().map(content -> content.id().value()).toList();
        Set<UUID> needed = ids.isEmpty() ? Set.of() : contents.needed(ids);
        Duration grace = settings.get(TransferKeys.GRACE);
        for (Content content : due) {
            if (needed.contains(content.id().value())) {
                content.keepUntil(now.plus(grace.compareTo(SHORTEST) > 0 ? grace : SHORTEST));
            } else {
                content.condemn();
            }
        }
        return due.size();
    }
}
