// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.IOException;

/** Sends one request once. */
interface Sender {
    /**
     * Sends it and waits for the whole answer.
     *
     * @throws IOException when there is no answer, not in time, or one beyond the size limit
     * @throws InterruptedException when the thread is interrupted; the request is abandoned
     */
    Answer send(Outgoing request) throws IOException, InterruptedException;
}
