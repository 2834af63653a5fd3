// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.EnrolmentId;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
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

/**
 * The permission to enrol one terminal of an account. Life: open until it expires; used by the first terminal that proves a key; after
 * that the same key finds the same terminal, and another finds nothing.
 */
@Entity
@Table(name = "enrolment")
public class Enrolment {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Column(name = "account_id", nullable = false)
    private UUID accountId;

    @Column(name = "code_mac", nullable = false)
    private byte[] codeMac;

    @Column(name = "code_wrapped")
    private byte @Nullable [] codeWrapped;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    @Column(name = "terminal_id")
    private @Nullable UUID terminalId;

    @Column(name = "sig_thumbprint", length = 43)
    private @Nullable String sigThumbprint;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Enrolment() {}

    /** An open enrolment. */
    public Enrolment(EnrolmentId id, Account account, byte[] codeMac, byte[] codeWrapped, Instant expiresAt) {
        this.id = id.value();
        this.enterpriseId = account.enterprise().value();
        this.accountId = account.id().value();
        this.codeMac = codeMac.clone();
        this.codeWrapped = codeWrapped.clone();
        this.expiresAt = expiresAt;
    }

    /** Whether it can still be used. */
    public boolean isOpen(Instant now) {
        return state(now) == EnrolmentState.OPEN;
    }

    /** Where its life is. */
    public EnrolmentState state(Instant now) {
        if (terminalId != null) {
            return EnrolmentState.USED;
        }
        return now.isBefore(expiresAt) ? EnrolmentState.OPEN : EnrolmentState.EXPIRED;
    }

    /** The terminal that this key has enrolled with it before; empty for every other key. */
    public Optional<TerminalId> enrolledBy(String thumbprint) {
        return thumbprint.equals(sigThumbprint)
                ? Optional.ofNullable(terminalId).map(TerminalId::new)
                : Optional.empty();
    }

    /**
     * Uses it up; the code can no longer be drawn.
     *
     * @throws IllegalStateException when it is not open any more: ask {@link #isOpen} first, under the same lock
     */
    public void use(TerminalId terminal, String thumbprint, Instant now) {
        EnrolmentState present = state(now);
        if (!present.successors().contains(EnrolmentState.USED)) {
            throw new IllegalStateException("the enrolment is " + present);
        }
        terminalId = terminal.value();
        sigThumbprint = thumbprint;
        codeWrapped = null;
    }

    public EnrolmentId id() {
        return new EnrolmentId(id);
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    /** The code, encrypted, while it can be used. */
    public Optional<byte[]> codeWrapped() {
        return Optional.ofNullable(codeWrapped);
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
