// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** What other features need of an enterprise, inside their transactions. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class EnterpriseDirectory {
    @Inject
    AccountRepository repository;

    /** Holds up whoever else locks it until this transaction ends: for limits that hold for an enterprise as a whole. One statement. */
    public void lock(EnterpriseId enterprise) {
        repository.lock(enterprise);
    }
}
