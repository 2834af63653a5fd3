// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

/** How fast an answer must be taken: not while there is nothing to take. And what is told when it ends. On any thread. */
public interface AnswerPace {
    /** There is nothing to send for now. */
    void pauses();

    /** What is sent from now on must be taken. */
    void goesOn();

    /** Closes the connection without a word. */
    void cut();

    /**
     * Tells when the answer is over: sent to the end, or cut. Who has gone is met by what is written next. Once at least, on any thread,
     * where nothing may wait; for one listener.
     */
    void whenOver(Runnable over);

    /** That of the answer to the request that this thread serves. */
    static AnswerPace current() {
        return new OfRequest(RequestsInFlight.current());
    }

    /** That of a request. */
    record OfRequest(RequestsInFlight.InFlight request) implements AnswerPace {
        @Override
        public void pauses() {
            request.isStarved(true);
        }

        @Override
        public void goesOn() {
            request.isStarved(false);
        }

        @Override
        public void cut() {
            RequestsInFlight.cut(request);
        }

        @Override
        public void whenOver(Runnable over) {
            request.whenOver(over);
        }
    }
}
