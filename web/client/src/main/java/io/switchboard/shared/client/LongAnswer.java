// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.time.Duration;
import java.util.Optional;

/** What came back for a {@link LongRequest}, whatever the server has said. */
public final class LongAnswer {
    private final Answer answer;

    LongAnswer(Answer answer) {
        this.answer = answer;
    }

    /** The HTTP status. */
    public int status() {
        return answer.status();
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return answer.header(name);
    }

    /** A header that is a number; empty when it is none, or absent. */
    public Optional<Long> number(String name) {
        return header(name).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    /** How long the server asks to wait before the next attempt, where it says. */
    public Optional<Duration> retryAfter() {
        return answer.retryAfter();
    }

    /** The refusal that it is; for an answer that says success, that it cannot be read. */
    public ProblemException problem() {
        return answer.successful() ? ProblemException.unreadable(answer) : ProblemException.of(answer);
    }
}
