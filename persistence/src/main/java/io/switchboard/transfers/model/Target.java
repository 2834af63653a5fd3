// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import io.switchboard.transfers.wire.TargetKind;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is sent to. A value.
 *
 * @param enterpriseId the account's, which need not be the source's
 * @param accountId whose terminals it is offered to
 * @param whole whether to all of the account's terminals, those that come later too, and not to one alone
 * @param hidden whether the source must not know whose they are
 * @param named as the source has named it, without what is secret in it; the terminal's id when it was found by an address
 * @param identifierId the virtual identifier that it was sent to; null when it was not
 */
@Embeddable
public record Target(
        @Column(name = "target_enterprise_id", nullable = false)
        UUID enterpriseId,

        @Column(name = "target_account_id", nullable = false)
        UUID accountId,

        @Column(name = "target_whole", nullable = false) boolean whole,
        @Column(name = "target_hidden", nullable = false) boolean hidden,

        @Column(name = "target_named", nullable = false, length = 100)
        String named,

        @Column(name = "target_identifier_id") @Nullable UUID identifierId) {
    /** All terminals of an account, those that come later too, that the source knows. */
    public static Target of(EnterpriseId enterprise, AccountId account) {
        return new Target(enterprise.value(), account.value(), true, false, account.toString(), null);
    }

    /** One terminal of an account. */
    public static Target of(EnterpriseId enterprise, AccountId account, TerminalId terminal) {
        return new Target(enterprise.value(), account.value(), false, false, terminal.toString(), null);
    }

    /** One terminal of an account, found by an address: whose it is the source need not know. */
    public static Target found(EnterpriseId enterprise, AccountId account, TerminalId terminal) {
        return new Target(enterprise.value(), account.value(), false, true, terminal.toString(), null);
    }

    /** All terminals of an account that the source must not know. */
    public static Target hidden(
            EnterpriseId enterprise, AccountId account, VirtualIdentifierId identifier, String named) {
        return new Target(enterprise.value(), account.value(), true, true, named, identifier.value());
    }

    /** The account's enterprise. */
    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    /** The virtual identifier that it was sent to; empty when it was not. */
    public Optional<VirtualIdentifierId> identifier() {
        return Optional.ofNullable(identifierId).map(VirtualIdentifierId::new);
    }

    /** By what the source has named it. */
    public TargetKind kind() {
        if (identifierId != null) {
            return TargetKind.VIRTUAL_IDENTIFIER;
        }
        if (whole) {
            return TargetKind.ACCOUNT;
        }
        return hidden ? TargetKind.ADDRESS : TargetKind.TERMINAL;
    }

    /** The one terminal; empty when it is not one alone. */
    public Optional<TerminalId> terminal() {
        return whole ? Optional.empty() : Optional.of(new TerminalId(UUID.fromString(named)));
    }

    /** The account. */
    public AccountId account() {
        return new AccountId(accountId);
    }
}
