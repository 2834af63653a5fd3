// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a unit of work has begun in this transaction. */
@ApplicationScoped
public class WorkState {
    @Inject
    TransactionMemory memory;

    /**
     * Begins, once.
     *
     * @return false when it had begun before
     */
    boolean begin() {
        return !memory.of(WorkState.class, AtomicBoolean::new).getAndSet(true);
    }
}
