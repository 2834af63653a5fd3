// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.SharedRefusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends a request again when that does no harm and may help: it is repeatable, and the server was not reached, is too busy, or still
 * works on an earlier attempt with the same idempotency key; and any request that came too often, since the server has not looked at it.
 * Not before the server says, a little later by chance, and bounded in number and in time: who would have to wait too long is told so at
 * once.
 */
final class Retries {
    private static final String KEY_IN_USE = SharedRefusal.IDEMPOTENCY_KEY_IN_USE.code();

    private static final int TOO_MANY = 429;

    private final Sender sender;
    private final ClientOptions options;
    private final Surroundings surroundings;

    Retries(Sender sender, ClientOptions options, Surroundings surroundings) {
        this.sender = sender;
        this.options = options;
        this.surroundings = surroundings;
    }

    /**
     * Sends until there is an answer worth having.
     *
     * @param request asked for each attempt anew; whatever makes the attempts one request, such as the key, must be the same each time
     * @throws UnreachableException when no attempt was answered
     */
    Answer send(Supplier<Outgoing> request) {
        Instant until = surroundings.clock().instant().plus(options.patience());
        for (int attempt = 1; ; attempt++) {
            Outgoing outgoing = request.get();
            Duration wait = options.backoff().after(attempt, surroundings.random());
            try {
                Answer answer = sender.send(outgoing);
                // The chance is added: many may have been told the same moment.
                wait = answer.retryAfter().orElse(Duration.ZERO).plus(wait);
                boolean harmless = outgoing.repeatable() || answer.status() == TOO_MANY;
                if (!harmless || !passing(answer) || last(attempt, wait, until)) {
                    return answer;
                }
                surroundings.pause(wait);
            } catch (IOException failure) {
                if (!outgoing.repeatable() || last(attempt, wait, until)) {
                    throw new UnreachableException(outgoing.uri(), failure);
                }
                pauseAfter(failure, outgoing, wait);
            } catch (InterruptedException interrupted) {
                throw UnreachableException.interrupted(outgoing.uri(), interrupted);
            }
        }
    }

    private void pauseAfter(IOException failure, Outgoing outgoing, Duration wait) {
        try {
            surroundings.pause(wait);
        } catch (InterruptedException interrupted) {
            interrupted.addSuppressed(failure);
            throw UnreachableException.interrupted(outgoing.uri(), interrupted);
        }
    }

    private boolean last(int attempt, Duration wait, Instant until) {
        return attempt >= options.attempts()
                || surroundings.clock().instant().plus(wait).isAfter(until);
    }

    private static boolean passing(Answer answer) {
        return switch (answer.status()) {
            case TOO_MANY, 502, 503, 504 -> true;
            case 409 ->
                Optional.of(ProblemException.of(answer).code())
                        .filter(KEY_IN_USE::equals)
                        .isPresent();
            default -> false;
        };
    }
}
