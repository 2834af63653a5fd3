// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.AccountEraser;
import io.switchboard.accounts.service.ErasedAccount;
import io.switchboard.accounts.service.ErasedPart;
import io.switchboard.transfers.model.TransferSide;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Erases an account from the transfers that it has sent. */
@ApplicationScoped
class OutgoingTransferEraser implements AccountEraser {
    @Inject
    TransferEraser transfers;

    @Override
    public int order() {
        return 64;
    }

    @Override
    public ErasedPart erase(ErasedAccount account, UUID after, int most) {
        return transfers.erase(account, TransferSide.SOURCE, after, most);
    }
}
