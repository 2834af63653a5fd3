// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

/**
 * It was looked whether the server has what somebody sends. Observed after the commit.
 *
 * @param size of the data, in bytes
 */
record ContentLookedUp(Result result, long size) {
    /** What came of it; the names are those of the metric. */
    enum Result {
        /** The server has it, and knows that the source has it too: nothing is uploaded. */
        HIT(true),
        /** The server has it, and the source is to prove that it has it too. */
        CHALLENGED(false),
        /** The source has proven it: nothing is uploaded. */
        PROVEN(true),
        /** The central server has it: nothing is uploaded when the source is known there to have it, or proves it. */
        CENTRAL(false),
        /** It has to be uploaded. */
        MISS(false);

        private final boolean saved;

        Result(boolean saved) {
            this.saved = saved;
        }

        /** Whether the data need not be uploaded. */
        boolean isSaved() {
            return saved;
        }
    }
}
