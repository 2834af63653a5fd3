// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.AddressKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One real address of an account. Never changes; is added and removed. */
@Entity
@Immutable
@Table(name = "account_address")
class AccountAddress {
    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "account_id", nullable = false)
    @SuppressWarnings("UnusedVariable") // the other side of Account.addresses
    private Account account;

    @Column(name = "enterprise_id", nullable = false)
    private UUID enterpriseId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 10)
    private AddressKind kind;

    @Column(nullable = false, length = 50)
    private String provider;

    @Column(nullable = false, length = 320)
    private String address;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected AccountAddress() {}

    AccountAddress(UUID id, Account account, RealAddress address) {
        this.id = id;
        this.account = account;
        this.enterpriseId = account.enterprise().value();
        this.kind = address.kind();
        this.provider = address.provider();
        this.address = address.value();
    }

    RealAddress address() {
        return new RealAddress(kind, provider, address);
    }
}
