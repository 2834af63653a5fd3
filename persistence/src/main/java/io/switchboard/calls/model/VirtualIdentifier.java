// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.shared.model.Notes;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A temporary identifier that hides a real account (CN105681299A).
 *
 * <p>Its owner moves it between ACTIVE and PAUSED and ends it with REVOKED; PENDING, EXPIRED and EXHAUSTED are what its conditions say
 * at the moment of asking, so that an edit can revive it. Its codes and its quota are rows of their own; a code is never issued again,
 * not even after revocation. Admission, edits and moves happen on the locked row.
 */
@Entity
@Table(name = "virtual_identifier")
public class VirtualIdentifier {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Column(name = "account_id", nullable = false)
    private UUID accountId;

    @Column(length = 100)
    private @Nullable String label;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private IdentifierStatus status;

    @Embedded
    private Conditions conditions;

    @Embedded
    private @Nullable Notes notes;

    /** When the janitor must look whether it has expired; absent when that was announced, or it is revoked. */
    @Column(name = "expiry_due_at")
    private @Nullable Instant expiryDueAt;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected VirtualIdentifier() {}

    /** A new one, ACTIVE. */
    public VirtualIdentifier(
            VirtualIdentifierId id,
            EnterpriseId enterprise,
            AccountId account,
            @Nullable String label,
            Conditions conditions,
            Instant now) {
        this.id = id.value();
        this.enterpriseId = enterprise.value();
        this.accountId = account.value();
        this.label = label;
        this.status = IdentifierStatus.ACTIVE;
        this.conditions = conditions;
        this.expiryDueAt = conditions.validUntil();
        this.createdAt = now;
    }

    /**
     * Why a call by this account is not let through now, before its quota is asked; empty when nothing stands against it.
     */
    public Optional<RefusalCause> refusal(CallAttempt attempt, Instant now) {
        if (attempt.caller().value().equals(accountId)) {
            return Optional.of(RefusalCause.SELF);
        }
        return closed(now).or(() -> unwelcome(attempt));
    }

    /** Asked when a call is placed and not again: the owner who answers has decided for itself who may call. */
    private Optional<RefusalCause> unwelcome(CallAttempt attempt) {
        if (attempt.blocked()) {
            return Optional.of(RefusalCause.BLOCKED);
        }
        if (!conditions.allows(attempt)) {
            return Optional.of(RefusalCause.NOT_ALLOWED);
        }
        return conditions.accepts(attempt.pinMac()) ? Optional.empty() : Optional.of(RefusalCause.WRONG_PIN);
    }

    /** Why a ringing call may no longer be answered: an edit since it was let through has closed the identifier. */
    public Optional<RefusalCause> closed(Instant now) {
        return switch (status) {
            case REVOKED -> Optional.of(RefusalCause.REVOKED);
            case PAUSED -> Optional.of(RefusalCause.PAUSED);
            case ACTIVE -> {
                if (!conditions.hasBegun(now)) {
                    yield Optional.of(RefusalCause.NOT_YET_VALID);
                }
                if (conditions.hasEnded(now)) {
                    yield Optional.of(RefusalCause.EXPIRED);
                }
                yield conditions.isOpen(now) ? Optional.empty() : Optional.of(RefusalCause.CLOSED_HOURS);
            }
        };
    }

    /** What it is now, for its owner. */
    public IdentifierState state(int used, Instant now) {
        return switch (status) {
            case REVOKED -> IdentifierState.REVOKED;
            case PAUSED -> IdentifierState.PAUSED;
            case ACTIVE -> {
                if (conditions.hasEnded(now)) {
                    yield IdentifierState.EXPIRED;
                }
                if (used >= conditions.maxCalls()) {
                    yield IdentifierState.EXHAUSTED;
                }
                yield conditions.hasBegun(now) ? IdentifierState.ACTIVE : IdentifierState.PENDING;
            }
        };
    }

    /**
     * Closes it until it is resumed.
     *
     * @throws RefusedException when it is not ACTIVE
     */
    public void pause() {
        move(IdentifierStatus.PAUSED);
    }

    /**
     * Opens it again.
     *
     * @throws RefusedException when it is not PAUSED
     */
    public void resume() {
        move(IdentifierStatus.ACTIVE);
    }

    /**
     * Ends it; again is harmless.
     *
     * @return whether this call ended it
     */
    public boolean revoke(Instant now) {
        if (status == IdentifierStatus.REVOKED) {
            return false;
        }
        move(IdentifierStatus.REVOKED);
        revokedAt = now;
        expiryDueAt = null;
        return true;
    }

    /**
     * Ends it if need be, and forgets what its owner calls it, keeps on it and tells of itself by when and whom it lets call: the account
     * is being erased.
     *
     * @return whether this call ended it
     */
    public boolean erase(Instant now) {
        label = null;
        notes = Notes.none();
        conditions = conditions.unrestricted();
        return revoke(now);
    }

    /**
     * Replaces what the owner may edit. Takes effect at once: ringing calls are checked again when they are answered, running calls go
     * on.
     *
     * @throws RefusedException when it is revoked
     */
    public void edit(@Nullable String newLabel, Conditions newConditions) {
        if (status == IdentifierStatus.REVOKED) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, IdentifierState.REVOKED, status.successors());
        }
        label = newLabel;
        if (!newConditions.validUntil().equals(conditions.validUntil())) {
            // Another end is announced in its turn; the same one, if it was announced, is not announced again.
            expiryDueAt = newConditions.validUntil();
        }
        conditions = newConditions;
    }

    /** Replaces what its owner keeps on it. */
    public void annotate(Notes newNotes) {
        notes = newNotes;
    }

    /**
     * Notes that its expiry is announced.
     *
     * @return false when it has not expired, or that was announced before
     */
    public boolean announceExpiry(Instant now) {
        if (expiryDueAt == null || !conditions.hasEnded(now)) {
            return false;
        }
        expiryDueAt = null;
        return true;
    }

    private void move(IdentifierStatus next) {
        if (!status.successors().contains(next)) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, publicName(status), names(status));
        }
        status = next;
    }

    private static IdentifierState publicName(IdentifierStatus status) {
        return IdentifierState.valueOf(status.name());
    }

    private static java.util.List<IdentifierState> names(IdentifierStatus status) {
        return status.successors().stream().map(VirtualIdentifier::publicName).toList();
    }

    public VirtualIdentifierId id() {
        return new VirtualIdentifierId(id);
    }

    /** Rises with every change; the ETag. */
    public long version() {
        return version;
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    /** What callers may see. */
    public @Nullable String label() {
        return label;
    }

    /** What its owner keeps on it. */
    public Notes notes() {
        return Notes.of(notes);
    }

    public IdentifierStatus status() {
        return status;
    }

    public Conditions conditions() {
        return conditions;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }
}
