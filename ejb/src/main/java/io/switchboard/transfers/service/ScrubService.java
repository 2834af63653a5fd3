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
import java.util.ArrayList;
import java.util.List;

/** The transactions around the reading of contents by {@link Scrub}, which happens outside of them. */
@Stateless
@Workflow
public class ScrubService {
    /** Who has taken some and ends, or cannot read them, leaves them to others after that, and twice the time that the reading takes. */
    private static final Duration AGAIN = Duration.ofHours(1);

    /** So long a content has to seem wrong before it is given up. */
    static final Duration SECOND_LOOK = Duration.ofHours(1);

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_A_DAY = 10;
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

    /** What has become of a content that was not what it should be. */
    public enum Judgement {
        /** It is looked at once more. */
        SUSPECT,
        /** It is wrong, and so are so many that something else must be at fault: it is looked at again and again. */
        WITHHELD,
        /** It is damaged: nobody finds it any more. */
        DAMAGED,
        /** That is known, or nobody needs it any more. */
        NOTHING
    }

    /** The next ones whose time has come, which nobody else is given for a while: what seems to be wrong first. */
    public List<Unread> take() {
        Instant now = clock.instant();
        List<Content> due = new ArrayList<>(contents.lockSuspect(now, MOST));
        Instant again = now.plus(AGAIN).plus(reading(due));
        due.forEach(content -> content.lookedAgain(again));
        Duration period = settings.get(TransferKeys.SCRUB_PERIOD);
        if (due.isEmpty() && !period.isZero()) {
            due.addAll(contents.lockUnread(now.minus(period), MOST));
            Instant next = now.minus(period).plus(AGAIN).plus(reading(due));
            due.forEach(content -> content.scrubbed(next));
        }
        return due.stream()
                .map(content ->
                        new Unread(content.id(), content.enterprise(), content.identification(), content.size()))
                .toList();
    }

    private Duration reading(List<Content> all) {
        long bytes = all.stream().mapToLong(Content::size).sum();
        return Duration.ofSeconds(2 * bytes / settings.get(TransferKeys.SCRUB_RATE));
    }

    /** It is what it was. */
    public void sound(ContentId id) {
        contents.lock(id).ifPresent(content -> content.sound(clock.instant()));
    }

    /** Somebody could not read it who needed it: it is looked at again, by {@link Scrub}. */
    public Judgement suspect(Invocation invocation, ContentId id) {
        Instant now = clock.instant();
        return contents.lock(id)
                .filter(content -> content.state() == StoredState.STORED && !content.isSuspect())
                .map(content -> {
                    content.suspect(now, now.plus(SECOND_LOOK));
                    return Judgement.SUSPECT;
                })
                .orElse(Judgement.NOTHING);
    }

    /**
     * It is not what it was. The first time it becomes suspect, and whoever sends it again replaces it; when it still is after
     * {@link #SECOND_LOOK} nobody finds it from now on, and {@link DamagedContentJanitor} sees to the transfers that need it. No more
     * than {@value #MOST_A_DAY} in a day: more than that is no damage of contents but of the store, whose contents are not to be given up.
     *
     * @param how in one word, for the audit
     */
    public Judgement wrong(Invocation invocation, ContentId id, String how) {
        Content content = contents.lock(id)
                .filter(present -> present.state() == StoredState.STORED)
                .orElse(null);
        if (content == null) {
            return Judgement.NOTHING;
        }
        Instant now = clock.instant();
        if (!content.isSuspectSince(now.minus(SECOND_LOOK))) {
            Judgement judgement = content.isSuspect() ? Judgement.NOTHING : Judgement.SUSPECT;
            content.suspect(now, now.plus(SECOND_LOOK));
            return judgement;
        }
        if (contents.countDamaged(now.minus(DAY)) >= MOST_A_DAY) {
            content.lookedAgain(now.plus(SECOND_LOOK));
            return Judgement.WITHHELD;
        }
        content.damaged(now, now.plus(settings.get(TransferKeys.GRACE)));
        audit.record(invocation, content.enterprise(), "content.scrub", id.toString(), how);
        return Judgement.DAMAGED;
    }
}
