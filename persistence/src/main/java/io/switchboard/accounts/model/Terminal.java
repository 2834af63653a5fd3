// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A device of one account, known by two public keys. ACTIVE until it is revoked, for good. */
@Entity
@Table(name = "terminal")
public class Terminal {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Column(name = "account_id", nullable = false)
    private UUID accountId;

    @Column(nullable = false, length = 100)
    private String name;

    @Column(name = "sig_x", nullable = false, length = 43)
    private String sigX;

    @Column(name = "sig_y", nullable = false, length = 43)
    private String sigY;

    @Column(name = "enc_x", nullable = false, length = 43)
    private String encX;

    @Column(name = "enc_y", nullable = false, length = 43)
    private String encY;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Terminal() {}

    /** A newly enrolled terminal. */
    public Terminal(
            TerminalId id, EnterpriseId enterprise, AccountId account, String name, Point sig, Point enc, Instant now) {
        this.id = id.value();
        this.enterpriseId = enterprise.value();
        this.accountId = account.value();
        this.name = name;
        this.sigX = sig.x();
        this.sigY = sig.y();
        this.encX = enc.x();
        this.encY = enc.y();
        this.createdAt = now;
    }

    /**
     * A point of P-256, as a JWK has it.
     *
     * @param x base64url, 32 bytes
     * @param y base64url, 32 bytes
     */
    public record Point(String x, String y) {}

    /**
     * Ends it for good; again is harmless.
     *
     * @return whether it was active before
     */
    public boolean revoke(Instant now) {
        if (!state().successors().contains(TerminalState.REVOKED)) {
            return false;
        }
        revokedAt = now;
        return true;
    }

    /**
     * Gives it another name.
     *
     * @throws RefusedException {@code illegal-move} when it is revoked: what it was called then stays
     */
    public void rename(String newName) {
        if (state() == TerminalState.REVOKED) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, state(), state().successors());
        }
        name = newName;
    }

    /**
     * Forgets what it is called, and its keys: its account is being erased.
     *
     * @throws IllegalStateException when it is still in use
     */
    public void forget() {
        if (state() != TerminalState.REVOKED) {
            throw new IllegalStateException("the terminal is " + state());
        }
        name = "";
        sigX = "";
        sigY = "";
        encX = "";
        encY = "";
    }

    /** Whether nothing is left but its id and its times. */
    public boolean isForgotten() {
        return name.isEmpty();
    }

    /** Rises with every change; the ETag. */
    public long version() {
        return version;
    }

    public TerminalId id() {
        return new TerminalId(id);
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    public String name() {
        return name;
    }

    /** The public key that it signs with. */
    public Point sig() {
        return new Point(sigX, sigY);
    }

    /** The public key that others encrypt to. */
    public Point enc() {
        return new Point(encX, encY);
    }

    public TerminalState state() {
        return revokedAt == null ? TerminalState.ACTIVE : TerminalState.REVOKED;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }
}
