// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * One round of one janitor. When a batch fails, the rest of the round goes row by row and passes over the rows that cannot be dealt
 * with: the first is logged, all are tried again in the next round, and hold up nobody else.
 */
@Dependent
class JanitorRound {
    private static final Logger LOG = Logger.getLogger(JanitorRound.class);
    private static final int BATCHES = 100;
    private static final int ROWS_AFTER_A_FAILURE = 1_000;

    private final Retries retries;

    @Inject
    JanitorRound(Retries retries) {
        this.retries = retries;
    }

    /** Works until nothing is left, or for as long as one round may take. */
    void run(JanitorTask task) {
        try {
            int batches = 0;
            while (retries.run(() -> task.runBatch(0, JanitorTask.BATCH)) == JanitorTask.BATCH && ++batches < BATCHES) {
                LOG.debugf("%s goes on", task);
            }
        } catch (RuntimeException e) {
            LOG.debug("A batch failed; going on row by row", e);
            runRowByRow(task);
        }
    }

    private void runRowByRow(JanitorTask task) {
        int failed = 0;
        for (int rows = 0; rows < ROWS_AFTER_A_FAILURE; rows++) {
            int skipped = failed;
            try {
                if (retries.run(() -> task.runBatch(skipped, 1)) == 0) {
                    break;
                }
            } catch (RuntimeException e) {
                if (failed++ == 0) {
                    LOG.error("A janitor could not deal with a row; it tries again in the next round", e);
                }
            }
        }
        if (failed > 1) {
            LOG.errorf("A janitor could not deal with %d rows; the first failure is above", failed);
        }
    }
}
