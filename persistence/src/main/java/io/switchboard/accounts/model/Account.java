// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.AccountState;
import io.switchboard.shared.model.Notes;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/** A person or a role of one enterprise, with real addresses that no other party ever sees. */
@Entity
@Table(name = "account")
public class Account {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Column(nullable = false, length = 200)
    private String name;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private AccountState state;

    /** Since when the next part of its erasure waits; absent before its erasure and after. */
    @Column(name = "erasure_due_at")
    private @Nullable Instant erasureDueAt;

    @Column(name = "erasure_step")
    private @Nullable Integer erasureStep;

    @Column(name = "erasure_after")
    private @Nullable UUID erasureAfter;

    /** When its erasure began; absent before. */
    @Column(name = "erased_at")
    private @Nullable Instant erasedAt;

    /** Rises with every change of the addresses, and the version with it. */
    @Column(name = "address_edits", nullable = false)
    private int addressEdits;

    @Embedded
    private @Nullable Notes notes;

    @OneToMany(mappedBy = "account", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("id")
    @BatchSize(size = 200)
    private List<AccountAddress> addresses = new ArrayList<>();

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    /** A new account without addresses. */
    public Account(AccountId id, EnterpriseId enterprise, String name, Instant now) {
        this.id = id.value();
        this.enterpriseId = enterprise.value();
        this.name = name;
        this.createdAt = now;
        this.state = AccountState.ACTIVE;
    }

    /** Adds an address; that it is unique in the enterprise is the schema's to say. */
    public void add(UUID addressId, RealAddress address) {
        addresses.add(new AccountAddress(addressId, this, address));
        addressEdits++;
    }

    /** Removes an address, if it is there. */
    public void remove(RealAddress address) {
        if (addresses.removeIf(present -> present.address().equals(address))) {
            addressEdits++;
        }
    }

    /** Gives it another name. */
    public void rename(String newName) {
        name = newName;
    }

    /** Replaces what its enterprise keeps on it; that the external id is unique in the enterprise is the schema's to say. */
    public void annotate(Notes newNotes) {
        notes = newNotes;
    }

    /**
     * How far an erasure has come.
     *
     * @param step whose part it is now; what comes before is finished
     * @param after the last row of that part that is done
     */
    public record Erased(int step, UUID after) {
        private static final UUID NO_ROW = new UUID(0, 0);

        /** The beginning of a part. */
        public static Erased before(int step) {
            return new Erased(step, NO_ROW);
        }
    }

    /**
     * Begins its erasure: what is known here goes at once, what is known elsewhere by and by. Again is harmless.
     *
     * @return whether this call began it
     */
    public boolean erase(Instant now) {
        if (!state.successors().contains(AccountState.ERASING)) {
            return false;
        }
        state = AccountState.ERASING;
        erasedAt = now;
        erasedTo(Erased.before(0), now);
        name = "";
        notes = null;
        addresses.clear();
        addressEdits++;
        return true;
    }

    /**
     * Where its erasure goes on.
     *
     * @throws IllegalStateException when it has not begun, or is over
     */
    public Erased erased() {
        if (erasureStep == null || erasureAfter == null) {
            throw new IllegalStateException("the account is " + state);
        }
        return new Erased(erasureStep, erasureAfter);
    }

    /** Notes how far its erasure has come. Other accounts that wait have their turn first. */
    public void erasedTo(Erased reached, Instant now) {
        erasureStep = reached.step();
        erasureAfter = reached.after();
        erasureDueAt = now;
    }

    /**
     * Ends its erasure: nothing is left of it anywhere.
     *
     * @throws IllegalStateException when it has not begun
     */
    public void endErasure() {
        if (!state.successors().contains(AccountState.ERASED)) {
            throw new IllegalStateException("the account is " + state);
        }
        state = AccountState.ERASED;
        erasureDueAt = null;
        erasureStep = null;
        erasureAfter = null;
    }

    /**
     * Does nothing while it is in use.
     *
     * @throws RefusedException {@code illegal-move} from its erasure on
     */
    public void requireActive() {
        if (state != AccountState.ACTIVE) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, state, state.successors());
        }
    }

    public AccountState state() {
        return state;
    }

    /** When its erasure began; empty while it is in use. */
    public Optional<Instant> erasedAt() {
        return Optional.ofNullable(erasedAt);
    }

    /** Rises with every change; the ETag. */
    public long version() {
        return version;
    }

    public AccountId id() {
        return new AccountId(id);
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    /** Empty from its erasure on. */
    public String name() {
        return name;
    }

    /** What its enterprise keeps on it. */
    public Notes notes() {
        return Notes.of(notes);
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** In the order they were added. */
    public List<RealAddress> addresses() {
        return addresses.stream().map(AccountAddress::address).toList();
    }
}
