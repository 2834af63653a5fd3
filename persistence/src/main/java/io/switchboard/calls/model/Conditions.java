// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.CountOn;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an identifier lets calls through. A value: an edit replaces it as a whole. */
@Embeddable
public class Conditions {
    @Column(name = "not_before")
    private @Nullable Instant notBefore;

    @Column(name = "valid_until", nullable = false)
    private Instant validUntil;

    @Column(name = "max_calls", nullable = false)
    private int maxCalls;

    @Enumerated(EnumType.STRING)
    @Column(name = "count_on", nullable = false, length = 20)
    private CountOn countOn;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Conditions() {}

    public Conditions(@Nullable Instant notBefore, Instant validUntil, int maxCalls, CountOn countOn) {
        if (maxCalls < 1) {
            throw new IllegalArgumentException("maxCalls must be positive");
        }
        this.notBefore = notBefore;
        this.validUntil = validUntil;
        this.maxCalls = maxCalls;
        this.countOn = countOn;
    }

    /** No call before this moment, if there is one. */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }

    /** No call from this moment on. */
    public Instant validUntil() {
        return validUntil;
    }

    /** How many calls are let through. */
    public int maxCalls() {
        return maxCalls;
    }

    /** What counts as one. */
    public CountOn countOn() {
        return countOn;
    }

    boolean hasBegun(Instant now) {
        return notBefore == null || !now.isBefore(notBefore);
    }

    boolean hasEnded(Instant now) {
        return !now.isBefore(validUntil);
    }
}
