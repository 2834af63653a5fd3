// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

/** How fast an answer must be taken: not while there is nothing to take. On any thread. */
public final class AnswerPace {
    private final RequestsInFlight.InFlight request;

    private AnswerPace(RequestsInFlight.InFlight request) {
        this.request = request;
    }

    /** That of the answer to the request that this thread serves. */
    public static AnswerPace current() {
        return new AnswerPace(RequestsInFlight.current());
    }

    /** There is nothing to send for now. */
    public void pauses() {
        request.isStarved(true);
    }

    /** What is sent from now on must be taken. */
    public void goesOn() {
        request.isStarved(false);
    }
}
