// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.wire.WebhookFailure;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of an attempt.
 *
 * @param status what the receiver answered, if it did
 * @param failure why it is no success; empty when it is one
 * @param retryAfter the header of that name, with 429 and 503 only
 */
public record WebhookAnswer(OptionalInt status, Optional<WebhookFailure> failure, Optional<String> retryAfter) {
    private static final int GONE = 410;

    /** The receiver has answered. */
    static WebhookAnswer of(int status, Optional<String> retryAfter) {
        boolean good = status / 100 == 2;
        boolean later = status == 429 || status == 503;
        return new WebhookAnswer(
                OptionalInt.of(status),
                good ? Optional.empty() : Optional.of(WebhookFailure.STATUS),
                later ? retryAfter : Optional.empty());
    }

    /** It has not. */
    static WebhookAnswer failed(WebhookFailure because) {
        return new WebhookAnswer(OptionalInt.empty(), Optional.of(because), Optional.empty());
    }

    boolean isDelivered() {
        return failure.isEmpty();
    }

    /** The receiver wants no more. */
    boolean isGone() {
        return status.isPresent() && status.getAsInt() == GONE;
    }
}
