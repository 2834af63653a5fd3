// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Removes an erased account's enrolments. */
@ApplicationScoped
class EnrolmentEraser implements AccountEraser {
    @Inject
    AccountRepository accounts;

    @Override
    public int order() {
        return 20;
    }

    @Override
    public ErasedPart erase(ErasedAccount account, UUID after, int most) {
        return ErasedPart.deleted(accounts.deleteEnrolments(account.id(), most));
    }
}
