// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.shared.wire.AccountId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    @Column(name = "weekly_hours", length = 1200)
    private @Nullable String weeklyHours;

    @Column(name = "allow_callers", length = 7400)
    private @Nullable String allowCallers;

    @Column(name = "pin_mac")
    private byte @Nullable [] pinMac;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Conditions() {}

    /** Of time and number alone. */
    public Conditions(@Nullable Instant notBefore, Instant validUntil, int maxCalls, CountOn countOn) {
        this(notBefore, validUntil, maxCalls, countOn, Restrictions.NONE);
    }

    /** All of them. */
    public Conditions(
            @Nullable Instant notBefore, Instant validUntil, int maxCalls, CountOn countOn, Restrictions restrictions) {
        if (maxCalls < 1) {
            throw new IllegalArgumentException("maxCalls must be positive");
        }
        this.notBefore = notBefore;
        this.validUntil = validUntil;
        this.maxCalls = maxCalls;
        this.countOn = countOn;
        WeeklyHours hours = restrictions.weeklyHours();
        this.weeklyHours = hours == null ? null : new OpeningHours(hours).text();
        List<AccountId> allowed = restrictions.allowCallers();
        this.allowCallers = allowed == null
                ? null
                : allowed.stream().distinct().map(AccountId::toString).collect(Collectors.joining(","));
        this.pinMac = restrictions.pinMac();
    }

    /** The same without what narrows, beside time and number, which calls are let through. */
    Conditions unrestricted() {
        return new Conditions(notBefore, validUntil, maxCalls, countOn);
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

    /** In which hours of the week, if not in all. */
    public Optional<WeeklyHours> weeklyHours() {
        return opening().map(OpeningHours::hours);
    }

    /** Who may call, if not anybody. */
    public Optional<List<AccountId>> allowCallers() {
        return Optional.ofNullable(allowCallers)
                .map(all -> Stream.of(all.split(",", -1)).map(AccountId::new).toList());
    }

    /** Who does not say who it is, is nobody that could be allowed. */
    boolean allows(CallAttempt attempt) {
        return allowCallers()
                .map(allowed -> attempt.discloses() && allowed.contains(attempt.caller()))
                .orElse(true);
    }

    /** What a caller's PIN is recognised by; null when none is asked for. */
    public byte @Nullable [] pinMac() {
        return pinMac;
    }

    private Optional<OpeningHours> opening() {
        return Optional.ofNullable(weeklyHours).map(OpeningHours::parse);
    }

    boolean isOpen(Instant now) {
        return opening().map(hours -> hours.isOpen(now)).orElse(true);
    }

    /** In constant time; so is what a caller without a PIN is told. */
    boolean accepts(byte @Nullable [] given) {
        return pinMac == null || (given != null && MessageDigest.isEqual(pinMac, given));
    }

    boolean hasBegun(Instant now) {
        return notBefore == null || !now.isBefore(notBefore);
    }

    boolean hasEnded(Instant now) {
        return !now.isBefore(validUntil);
    }
}
