// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.CallSettings;
import io.switchboard.calls.model.CallSettingsRepository;
import io.switchboard.calls.model.Conditions;
import io.switchboard.calls.model.Restrictions;
import io.switchboard.calls.wire.ConditionsRequest;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.calls.wire.WeeklySpan;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Completes the conditions of an identifier: from the request, the enterprise's settings, and the server's defaults, in this order. */
@ApplicationScoped
class IdentifierConditions {
    private static final ConditionsRequest NOTHING =
            new ConditionsRequest(null, null, null, null, null, null, null, null);

    private static final Duration LONGEST = Duration.ofDays(3650);

    @Inject
    CallSettingsRepository repository;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Fills in what a request leaves open.
     *
     * @param pinMac what the PIN is recognised by, which the request holds or an edit leaves as it is; null for none
     * @throws RefusedException {@code invalid-request} when the times contradict one another
     */
    Conditions complete(EnterpriseId enterprise, @Nullable ConditionsRequest request, byte @Nullable [] pinMac) {
        return complete(enterprise, request, pinMac, Optional.empty());
    }

    /** The same for an edit: times that it leaves as they are may be over by now. */
    Conditions complete(
            EnterpriseId enterprise,
            @Nullable ConditionsRequest request,
            byte @Nullable [] pinMac,
            Optional<Conditions> present) {
        Instant now = clock.instant();
        Optional<CallSettings> found = repository.find(enterprise);
        ConditionsRequest asked = request == null ? NOTHING : request;
        Instant notBefore = asked.notBefore() == null ? null : kept(asked.notBefore(), now, "/conditions/notBefore");
        Instant start = notBefore == null || notBefore.isBefore(now) ? now : notBefore;
        Instant validUntil = kept(validUntil(asked, start, validity(found)), now, "/conditions/validUntil");
        boolean unchanged = present.filter(before -> before.validUntil().equals(validUntil)
                        && before.notBefore().equals(Optional.ofNullable(notBefore)))
                .isPresent();
        if (!unchanged && !validUntil.isAfter(start)) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST,
                    "/conditions/validUntil",
                    "must be later than notBefore, and than now");
        }
        return new Conditions(
                notBefore,
                validUntil,
                asked.maxCalls() == null ? maxCalls(found) : asked.maxCalls(),
                asked.countOn() == null ? countOn(found) : asked.countOn(),
                new Restrictions(
                        asked.weeklyHours() == null ? null : possible(asked.weeklyHours()),
                        asked.allowCallers(),
                        pinMac));
    }

    /** A time as the database keeps it, near enough to now to be kept at all. */
    private static Instant kept(Instant asked, Instant now, String pointer) {
        if (asked.isBefore(now.minus(LONGEST))
                || asked.isAfter(now.plus(LONGEST).plus(LONGEST))) {
            throw RefusedException.field(SharedRefusal.INVALID_REQUEST, pointer, "must be within ten years");
        }
        return asked.truncatedTo(ChronoUnit.MICROS);
    }

    /** Hours that there are, in a zone that there is. */
    private static WeeklyHours possible(WeeklyHours asked) {
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(asked.zone())) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST,
                    "/conditions/weeklyHours/zone",
                    "must be a time zone of the IANA database, as Europe/Berlin");
        }
        for (int i = 0; i < asked.hours().size(); i++) {
            WeeklySpan span = asked.hours().get(i);
            if (span.from().equals(span.to())) {
                throw RefusedException.field(
                        SharedRefusal.INVALID_REQUEST,
                        "/conditions/weeklyHours/hours/" + i + "/to",
                        "must be another time than from; a whole day is 00:00 to 24:00");
            }
        }
        return asked;
    }

    private static Instant validUntil(ConditionsRequest asked, Instant start, Duration byDefault) {
        if (asked.validUntil() != null && asked.validFor() != null) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, "/conditions/validFor", "must not stand beside validUntil");
        }
        if (asked.validUntil() != null) {
            return asked.validUntil();
        }
        if (asked.validFor() != null) {
            requireDuration(asked.validFor(), "/conditions/validFor");
            return start.plus(asked.validFor());
        }
        return start.plus(byDefault);
    }

    static void requireDuration(Duration duration, String pointer) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, pointer, "must be between one second and ten years");
        }
    }

    Duration validity(Optional<CallSettings> found) {
        return found.flatMap(CallSettings::defaultValidity)
                .orElseGet(() -> settings.get(SettingKey.IDENTIFIER_VALIDITY));
    }

    int maxCalls(Optional<CallSettings> found) {
        return found.flatMap(CallSettings::defaultMaxCalls)
                .orElseGet(() -> settings.get(SettingKey.IDENTIFIER_MAX_CALLS));
    }

    static CountOn countOn(Optional<CallSettings> found) {
        return found.flatMap(CallSettings::defaultCountOn).orElse(CountOn.FORWARDED);
    }
}
