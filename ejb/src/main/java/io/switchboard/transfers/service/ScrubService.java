// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.transfers.model.Content;
import io.switchboard.transfers.model.ContentRepository;
import io.switchboard.transfers.model.StoredState;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.Identification;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The transactions around the reading of contents by {@link Scrub}, which happens outside of them. */
@Stateless
@Workflow
public class ScrubService {
    /** Who has taken some and ends, or cannot read them, leaves them to others after that, and twice the time that the reading takes. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private static final int MOST = 20;

    @Inject
    ContentRepository contents;

    @Inject
    Settings settings;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * A content to be read through.
     *
     * @param code what it was
     * @param size in bytes
     */
    public record Unread(ContentId id, EnterpriseId enterprise, Identification code, long size) {}

    /** The next ones whose time has come, which nobody else is given for a while. */
    public List<Unread> take() {
        Duration period = settings.get(TransferKeys.SCRUB_PERIOD);
        if (period.isZero()) {
            return List.of();
        }
        Instant before = clock.instant().minus(period);
        List<Content> due = contents.lockUnread(before, MOST);
        long bytes = due.stream().mapToLong(Content::size).sum();
        Duration reading = Duration.ofSeconds(2 * bytes / settings.get(TransferKeys.SCRUB_RATE));
        due.forEach(content -> content.scrubbed(before.plus(AGAIN).plus(reading)));
        return due.stream()
                .map(content ->
                        new Unread(content.id(), content.enterprise(), content.identification(), content.size()))
                .toList();
    }

    /** It is what it was. */
    public void sound(ContentId id) {
        contents.lock(id).ifPresent(content -> content.scrubbed(clock.instant()));
    }

    /**
     * It is not what it was: from now on nobody finds it, and {@link DamagedContentJanitor} ends the transfers that need it.
     *
     * @param how in one word, for the audit
     * @return false when that is known, or nobody needs it any more
     */
    public boolean damaged(Invocation invocation, ContentId id, String how) {
        return contents.lock(id)
                .filter(content -> content.state() == StoredState.STORED)
                .map(content -> {
                    content.damaged();
                    audit.record(invocation, content.enterprise(), "content.scrub", id.toString(), how);
                    return content;
                })
                .isPresent();
    }
}
