// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

/**
 * Work that deadlines make due. Implementations are session beans: each batch is one transaction, takes its rows with
 * {@code FOR UPDATE SKIP LOCKED} and checks again what it found, so that two nodes, or a frozen one that thaws, do no harm.
 */
public interface JanitorTask {
    /** Rows of one batch at most. */
    int BATCH = 100;

    /**
     * Does one batch.
     *
     * @return how many rows it has dealt with; fewer than {@link #BATCH} when nothing is left for now
     */
    int runBatch();
}
