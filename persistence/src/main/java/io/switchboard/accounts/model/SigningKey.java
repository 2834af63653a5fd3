// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.SigningKeyId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs access tokens. It is published when it is made, signs from a later moment on until the next one does, and verifies
 * until the last token that it has signed is over; then its row is deleted. The private half is kept wrapped.
 */
@Entity
@Table(name = "signing_key")
public class SigningKey {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "jwk_wrapped", nullable = false)
    private byte[] jwkWrapped;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "signs_from", nullable = false)
    private Instant signsFrom;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected SigningKey() {}

    public SigningKey(SigningKeyId id, byte[] jwkWrapped, Instant now, Instant signsFrom) {
        this.id = id.value();
        this.jwkWrapped = jwkWrapped.clone();
        this.createdAt = now;
        this.signsFrom = signsFrom;
    }

    /**
     * Another key follows it. Nothing happens to one that has been followed before: its end is near already.
     *
     * @param until when the last token that it may still sign is over
     */
    public void followedUntil(Instant until) {
        if (expiresAt == null) {
            expiresAt = until;
        }
    }

    /** Also the token header's {@code kid}. */
    public SigningKeyId id() {
        return new SigningKeyId(id);
    }

    /** The whole JWK, encrypted with the id as associated data. */
    public byte[] jwkWrapped() {
        return jwkWrapped.clone();
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** From when it signs, until another one does. */
    public Instant signsFrom() {
        return signsFrom;
    }

    /** When it verifies no more; no token that it signs may last longer. Empty while no other key is to follow it. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }
}
