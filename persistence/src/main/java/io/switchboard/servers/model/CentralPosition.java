// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.model;

import io.switchboard.shared.wire.EnterpriseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** Up to when a private server has read its central's revocations. */
@Entity
@Table(name = "central_position")
public class CentralPosition {
    @Id
    @Column(name = "enterprise_id")
    private UUID enterpriseId;

    @Version
    private long version;

    @Column(name = "revoked_until", nullable = false)
    private Instant revokedUntil;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected CentralPosition() {}

    /** Nothing is read that is later. */
    public CentralPosition(EnterpriseId enterprise, Instant until) {
        this.enterpriseId = enterprise.value();
        this.revokedUntil = until;
    }

    /** More is read; never less. */
    public void reached(Instant until) {
        if (until.isAfter(revokedUntil)) {
            revokedUntil = until;
        }
    }

    /** What is later is not read. */
    public Instant until() {
        return revokedUntil;
    }
}
