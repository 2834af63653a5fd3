// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.transfers.wire.IdentificationRule;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an enterprise has set for its transfers; what it has not set is the server's default. */
@Entity
@Table(name = "transfer_settings")
public class TransferSettings {
    @Id
    @Column(name = "enterprise_id")
    private UUID enterpriseId;

    @Version
    private long version;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private @Nullable IdentificationRule algorithm;

    @Column(name = "account_share")
    private @Nullable Integer accountShare;

    @Column(name = "open_transfers")
    private @Nullable Integer openTransfers;

    @Column(name = "address_targets")
    private @Nullable Boolean addressTargets;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected TransferSettings() {}

    /** Nothing set. */
    public TransferSettings(EnterpriseId enterprise) {
        this.enterpriseId = enterprise.value();
    }

    /**
     * Replaces all.
     *
     * @param share how much of the enterprise's room one account may take, in percent
     * @param open how many transfers of one account may be open
     * @param byAddress whether terminals can be sent to by their address
     */
    public void edit(
            @Nullable IdentificationRule rule,
            @Nullable Integer share,
            @Nullable Integer open,
            @Nullable Boolean byAddress) {
        algorithm = rule;
        accountShare = share;
        openTransfers = open;
        addressTargets = byAddress;
    }

    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    /** Rises with every change; the ETag. */
    public long version() {
        return version;
    }

    public Optional<IdentificationRule> algorithm() {
        return Optional.ofNullable(algorithm);
    }

    /** In percent. */
    public Optional<Integer> accountShare() {
        return Optional.ofNullable(accountShare);
    }

    /** Whether terminals can be sent to by their address. */
    public Optional<Boolean> addressTargets() {
        return Optional.ofNullable(addressTargets);
    }

    /** Of one account. */
    public Optional<Integer> openTransfers() {
        return Optional.ofNullable(openTransfers);
    }
}
