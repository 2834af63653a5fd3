// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/**
 * Who is sent to. A value.
 *
 * @param enterpriseId the account's, which need not be the source's
 * @param accountId whose terminals it is offered to
 * @param whole whether to all of the account's terminals, those that come later too, and not to one alone
 * @param hidden whether the source must not know whose they are
 * @param named as the source has named it, without what is secret in it
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
        String named) {
    /** All terminals of an account, those that come later too, that the source knows. */
    public static Target of(EnterpriseId enterprise, AccountId account) {
        return new Target(enterprise.value(), account.value(), true, false, account.toString());
    }

    /** One terminal of an account. */
    public static Target of(EnterpriseId enterprise, AccountId account, TerminalId terminal) {
        return new Target(enterprise.value(), account.value(), false, false, terminal.toString());
    }

    /** All terminals of an account that the source must not know. */
    public static Target hidden(EnterpriseId enterprise, AccountId account, String named) {
        return new Target(enterprise.value(), account.value(), true, true, named);
    }

    /** The account's enterprise. */
    public EnterpriseId enterprise() {
        return new EnterpriseId(enterpriseId);
    }

    /** The account. */
    public AccountId account() {
        return new AccountId(accountId);
    }
}
