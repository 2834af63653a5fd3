// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.RefusedException;

/** Something that must hold before a transaction changes anything, and until it commits. Comes right after the idempotency claim. */
public interface TransactionHead {
    /**
     * Makes sure of it.
     *
     * @throws RefusedException when it does not hold
     */
    void require(Invocation invocation);
}
