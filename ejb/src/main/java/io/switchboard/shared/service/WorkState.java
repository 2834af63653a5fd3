// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.transaction.TransactionScoped;
import java.io.Serializable;

/** Whether a unit of work has begun in this transaction. */
@TransactionScoped
public class WorkState implements Serializable {
    private static final long serialVersionUID = 1L;

    private boolean begun;

    /**
     * Begins, once.
     *
     * @return false when it had begun before
     */
    boolean begin() {
        boolean first = !begun;
        begun = true;
        return first;
    }
}
