// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

/**
 * Work that deadlines make due. Those in the database are done by session beans: each batch is one transaction, takes its rows with
 * {@code FOR UPDATE SKIP LOCKED} and checks again what it found, so that two nodes, or a frozen one that thaws, do no harm.
 */
public interface JanitorTask {
    /** Rows of one batch at most. */
    int BATCH = 100;

    /**
     * Does one batch, the longest due first.
     *
     * @param skipped rows at the head of the queue to pass over: those that made a batch fail before
     * @param size how many rows at most
     * @return how many rows it has dealt with; fewer than {@code size} when nothing is left for now
     */
    int runBatch(int skipped, int size);
}
