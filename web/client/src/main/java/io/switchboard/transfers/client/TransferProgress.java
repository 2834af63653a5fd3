// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import java.time.Duration;

/** Hears how far a file is. Called on the thread that sends or receives it, several times a second. */
public interface TransferProgress {
    /** For whoever does not want to know. */
    TransferProgress SILENT = new TransferProgress() {
        @Override
        public void at(Step step, long done, long total) {
            // Nobody wants to know.
        }

        @Override
        public void interrupted(String why, Duration retryAfter) {
            // Nobody wants to know.
        }
    };

    /** What is being done. */
    enum Step {
        /** The identification code is computed. */
        READING,
        /** The proof of possession is computed. */
        PROVING,
        /** Bytes go to the server. */
        UPLOADING,
        /** The server verifies what it has. */
        STORING,
        /** Bytes come from the server. */
        RECEIVING
    }

    /**
     * How far it is.
     *
     * @param done how many bytes this step is done with
     * @param total of how many
     */
    void at(Step step, long done, long total);

    /** The connection is gone; another attempt follows after this time. */
    void interrupted(String why, Duration retryAfter);
}
