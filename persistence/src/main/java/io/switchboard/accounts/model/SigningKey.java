// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A key that signs access tokens. The private half is kept wrapped under the master key. */
@Entity
@Immutable
@Table(name = "signing_key")
public class SigningKey {
    @Id
    private UUID id;

    @Column(name = "jwk_wrapped", nullable = false)
    private byte[] jwkWrapped;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected SigningKey() {}

    public SigningKey(UUID id, byte[] jwkWrapped, Instant now) {
        this.id = id;
        this.jwkWrapped = jwkWrapped.clone();
        this.createdAt = now;
    }

    /** Also the token header's {@code kid}. */
    public UUID id() {
        return id;
    }

    /** The whole JWK, encrypted with the id as associated data. */
    public byte[] jwkWrapped() {
        return jwkWrapped.clone();
    }

    public Instant createdAt() {
        return createdAt;
    }
}
