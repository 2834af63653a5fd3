// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.AccountEraser;
import io.switchboard.accounts.service.ErasedAccount;
import io.switchboard.accounts.service.ErasedPart;
import io.switchboard.calls.model.CallSide;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Erases an account from the calls that it has placed. */
@ApplicationScoped
class OutgoingCallEraser implements AccountEraser {
    @Inject
    CallEraser calls;

    @Override
    public int order() {
        return 60;
    }

    @Override
    public ErasedPart erase(ErasedAccount account, UUID after, int most) {
        return calls.erase(account, CallSide.CALLER, after, most);
    }
}
