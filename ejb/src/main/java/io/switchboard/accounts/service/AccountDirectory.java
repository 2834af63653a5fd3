// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/** Who an account is; for the other features, inside their transactions. They ask for nothing that the account has not agreed to show. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class AccountDirectory {
    @Inject
    AccountRepository accounts;

    /** An account of this enterprise. Two statements. */
    public Optional<AccountView> account(EnterpriseId enterprise, AccountId id) {
        return accounts.account(enterprise, id).map(AccountViews::of);
    }

    /**
     * Keeps an account of this enterprise from being erased until this transaction ends. One statement.
     *
     * @return false when the enterprise has no such account in use
     */
    public boolean hold(EnterpriseId enterprise, AccountId id) {
        return accounts.holdActive(enterprise, id);
    }
}
