// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.shared.model.Notes;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
