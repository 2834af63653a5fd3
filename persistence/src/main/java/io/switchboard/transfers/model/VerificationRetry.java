// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an upload that could not be kept for want of room is verified again by itself: after 30 seconds, and after twice as long each time,
 * up to 15 minutes.
 *
 * @param at not before then; null when it was not put off
 * @param pause for how long it was put off last, in seconds
 */
@Embeddable
record VerificationRetry(
        @Column(name = "verify_at") @Nullable Instant at,
        @Column(name = "verify_pause", nullable = false) int pause) {
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    static VerificationRetry none() {
        return new VerificationRetry(null, 0);
    }

    boolean isDue(Instant now) {
        return at == null || !now.isBefore(at);
    }

    VerificationRetry putOff(Instant now) {
        long longer = Math.min(Math.max(FIRST.toSeconds(), 2L * pause), LONGEST.toSeconds());
        return new VerificationRetry(now.plusSeconds(longer), (int) longer);
    }
}
