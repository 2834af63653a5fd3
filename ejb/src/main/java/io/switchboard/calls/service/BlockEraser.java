// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.AccountEraser;
import io.switchboard.accounts.service.ErasedAccount;
import io.switchboard.accounts.service.ErasedPart;
import io.switchboard.calls.model.BlockRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Forgets whom an erased account has blocked. */
@ApplicationScoped
class BlockEraser implements AccountEraser {
    @Inject
    BlockRepository blocks;

    @Override
    public int order() {
        return 40;
    }

    @Override
    public ErasedPart erase(ErasedAccount account, UUID after, int most) {
        return ErasedPart.deleted(blocks.removeAll(account.id(), most));
    }
}
