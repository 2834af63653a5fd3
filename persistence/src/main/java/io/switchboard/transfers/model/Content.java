// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in the store whose digest the server has verified, once for each enterprise: the domain within which known data is not uploaded
 * again. The row is committed after the bytes are durable, and goes after them: what a row names is there.
 *
 * <p>Whoever refers to it, and whoever condemns it, holds its row's lock.
 */
@Entity
@Table(name = "content")
public class Content {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private IdentificationRule algorithm;

    @Column(nullable = false, length = 128)
    private String digest;

    /** Absent when it must not be found any more; unique otherwise. */
    @Column(name = "findable_digest", length = 128)
    private @Nullable String findableDigest;

    @Column(nullable = false)
    private long size;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private StoredState state;

    @Column(name = "stored_at", nullable = false)
    private Instant storedAt;

    /** When the janitor must look whether somebody still needs it; absent when it is condemned. */
    @Column(name = "collect_at")
    private @Nullable Instant collectAt;

    /** When it was read through last; where that is under way, when it would have to have been for the time at which it is tried again. */
    @Column(name = "scrubbed_at", nullable = false)
    private Instant scrubbedAt;

    /** Since when it seems to be wrong; absent while nothing says so. */
    @Column(name = "suspect_at")
    private @Nullable Instant suspectAt;

    /** When it is looked at once more, while it is suspect. */
    @Column(name = "look_again_at")
    private @Nullable Instant lookAgainAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Content() {}

    /**
     * Bytes that are durable in the store.
     *
     * @param id also the key in the store
     * @param collectAt until when it is kept although nobody needs it
     */
    public Content(
            ContentId id, EnterpriseId enterprise, Identification code, long size, Instant now, Instant collectAt) {
        this.id = id.value();
        this.enterpriseId = enterprise.value();
        this.algorithm = code.algorithm();
        this.digest = code.digest();
        this.findableDigest = code.digest();
        this.size = size;
        this.state = StoredState.STORED;
        this.storedAt = now;
        this.collectAt = collectAt;
        this.scrubbedAt = now;
    }

    /** Somebody needs it: it is kept until then at least. */
    public void keepUntil(Instant time) {
        if (collectAt != null && collectAt.isBefore(time)) {
            collectAt = time;
        }
    }

    /** It counts as read through at this time. */
    public void scrubbed(Instant time) {
        scrubbedAt = time;
    }

    /** It was read through, and is what it was. */
    public void sound(Instant now) {
        scrubbedAt = now;
        suspectAt = null;
        lookAgainAt = null;
    }

    /**
     * It seems to be wrong. It is looked at once more before that is believed: a disk, a line or a mount may have been at fault.
     *
     * @param again when
     */
    public void suspect(Instant now, Instant again) {
        if (suspectAt == null) {
            suspectAt = now;
        }
        lookAgainAt = again;
    }

    /** Whether it has seemed wrong at this time already, or before. */
    public boolean isSuspectSince(Instant time) {
        return suspectAt != null && !suspectAt.isAfter(time);
    }

    /** Whether it seems to be wrong. */
    public boolean isSuspect() {
        return suspectAt != null;
    }

    /** Who is to look at it once more has taken it: nobody else does before this time. */
    public void lookedAgain(Instant next) {
        lookAgainAt = next;
    }

    /**
     * Its bytes are not what they were.
     *
     * @param until how long what is left of it is kept
     */
    public void damaged(Instant now, Instant until) {
        move(StoredState.DAMAGED);
        scrubbedAt = now;
        lookAgainAt = null;
        keepUntil(until);
    }

    /**
     * It seemed to be wrong, and somebody has sent the same again.
     *
     * @param until how long what is left of it is kept
     */
    public void replaced(Instant until) {
        move(StoredState.DAMAGED);
        suspectAt = null;
        lookAgainAt = null;
        keepUntil(until);
    }

    /** Nobody needs it. */
    public void condemn() {
        move(StoredState.CONDEMNED);
        collectAt = null;
        lookAgainAt = null;
    }

    private void move(StoredState next) {
        if (!state.successors().contains(next)) {
            throw new IllegalStateException("a content that is " + state + " cannot be " + next);
        }
        state = next;
        findableDigest = null;
    }

    /** Also the key in the store. */
    public ContentId id() {
        return new ContentId(id);
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    public Identification identification() {
        return new Identification(algorithm, digest);
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    public StoredState state() {
        return state;
    }

    public Instant storedAt() {
        return storedAt;
    }
}
