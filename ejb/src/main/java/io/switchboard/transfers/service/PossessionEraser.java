// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.AccountEraser;
import io.switchboard.accounts.service.ErasedAccount;
import io.switchboard.accounts.service.ErasedPart;
import io.switchboard.transfers.model.ContentRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Forgets what an erased account is known to have had. */
@ApplicationScoped
class PossessionEraser implements AccountEraser {
    @Inject
    ContentRepository contents;

    @Override
    public int order() {
        return 66;
    }

    @Override
    public ErasedPart erase(ErasedAccount account, UUID after, int most) {
        return ErasedPart.deleted(contents.forgetPossessions(account.id(), most));
    }
}
