// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.TransferId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** Which of the transfers of one content fetches it from the central: one at a time, however many wait for it. */
@Entity
@Table(name = "central_fetch")
public class CentralFetch {
    /** Of which content. */
    @Embeddable
    public record Code(
            @Column(name = "enterprise_id") UUID enterpriseId,
            @Column(name = "algorithm", length = 20) String algorithm,
            @Column(name = "digest", length = 128) String digest)
            implements Serializable {
        /** Of an enterprise. */
        public static Code of(EnterpriseId enterprise, Identification code) {
            return new Code(enterprise.value(), code.algorithm().toString(), code.digest());
        }
    }

    @EmbeddedId
    private Code code;

    @Version
    private long version;

    @Column(name = "holder_id", nullable = false)
    private UUID holderId;

    @Column(name = "held_until", nullable = false)
    private Instant heldUntil;

    @Column(name = "progressed_at", nullable = false)
    private Instant progressedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected CentralFetch() {}

    /** Held by this transfer. */
    public CentralFetch(Code code, TransferId holder, Instant now, Instant until) {
        this.progressedAt = now;
        this.code = code;
        this.holderId = holder.value();
        this.heldUntil = until;
    }

    /**
     * Takes it, or keeps it.
     *
     * @return false when another transfer holds it
     */
    public boolean hold(TransferId holder, Instant now, Instant until) {
        if (!holderId.equals(holder.value()) && now.isBefore(heldUntil)) {
            return false;
        }
        holderId = holder.value();
        heldUntil = until;
        return true;
    }

    /**
     * Something has come of it.
     *
     * @return false when another transfer holds it now
     */
    public boolean progresses(TransferId holder, Instant now, Instant until) {
        if (!isHeldBy(holder)) {
            return false;
        }
        progressedAt = now;
        heldUntil = until;
        return true;
    }

    /** Whether something has come of it at this time or later. */
    public boolean hasProgressed(Instant since) {
        return !progressedAt.isBefore(since);
    }

    /** Of which content. */
    public Code code() {
        return code;
    }

    /** Whether this transfer was the last to hold it. */
    public boolean isHeldBy(TransferId holder) {
        return holderId.equals(holder.value());
    }
}
