// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.wire.AccountView;

/** Told of the end of an erasure, inside the transaction that ends it. */
public interface ErasureListener {
    /** Nothing is left of the account but what the view has. */
    void erased(ErasedAccount account, AccountView view);
}
