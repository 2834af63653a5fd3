// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.CallSettings;
import io.switchboard.calls.model.CallSettingsRepository;
import io.switchboard.calls.model.Conditions;
import io.switchboard.calls.wire.CallSettingsView;
import io.switchboard.calls.wire.ConditionsRequest;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.EditCallSettingsRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An enterprise's settings for its identifiers, and the conditions that follow from them. */
@Stateless
@Workflow
public class CallSettingsService {
    private static final Duration LONGEST = Duration.ofDays(3650);

    @Inject
    CallSettingsRepository repository;

    @Inject
    Settings settings;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /** The settings in force. */
    public Versioned<CallSettingsView> get(Invocation invocation) {
        return view(repository.find(invocation.managed()));
    }

    /** What the enterprise itself has set: what an edit starts from. */
    public EditCallSettingsRequest own(Invocation invocation) {
        Optional<CallSettings> found = repository.find(invocation.managed());
        return new EditCallSettingsRequest(
                found.flatMap(CallSettings::defaultValidity).orElse(null),
                found.flatMap(CallSettings::defaultMaxCalls).orElse(null),
                found.flatMap(CallSettings::defaultCountOn).orElse(null));
    }

    /**
     * Replaces the settings.
     *
     * @param expected the version that the caller has read
     * @throws RefusedException {@code stale}, {@code invalid-request}
     */
    public Versioned<CallSettingsView> edit(Invocation invocation, long expected, EditCallSettingsRequest request) {
        EnterpriseId enterprise = invocation.managed();
        if (request.defaultValidity() != null) {
            requireDuration(request.defaultValidity(), "/defaultValidity");
        }
        Optional<CallSettings> present = repository.lock(enterprise);
        long version = present.map(found -> found.version() + 1).orElse(0L);
        if (version != expected) {
            throw RefusedException.of(SharedRefusal.STALE);
        }
        CallSettings edited = present.orElseGet(() -> {
            CallSettings fresh = new CallSettings(enterprise);
            repository.add(fresh);
            return fresh;
        });
        edited.edit(request.defaultValidity(), request.defaultMaxCalls(), request.defaultCountOn());
        repository.flush();
        audit.done(invocation, "call-settings.edit", enterprise);
        return view(Optional.of(edited));
    }

    private Versioned<CallSettingsView> view(Optional<CallSettings> found) {
        return new Versioned<>(
                new CallSettingsView(validity(found), maxCalls(found), countOn(found)),
                found.map(present -> present.version() + 1).orElse(0L));
    }

    /**
     * Fills in what a request leaves open.
     *
     * @throws RefusedException {@code invalid-request} when the times contradict one another
     */
    Conditions conditions(EnterpriseId enterprise, @Nullable ConditionsRequest request) {
        Instant now = clock.instant();
        Optional<CallSettings> found = repository.find(enterprise);
        ConditionsRequest asked = request == null ? new ConditionsRequest(null, null, null, null, null) : request;
        Instant start = asked.notBefore() == null ? now : asked.notBefore();
        Instant validUntil = validUntil(asked, start, validity(found));
        if (!validUntil.isAfter(start)) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST,
                    "/conditions/validUntil",
                    "must be later than notBefore, and than now");
        }
        if (validUntil.isAfter(now.plus(LONGEST))) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, "/conditions/validUntil", "must be within ten years");
        }
        return new Conditions(
                asked.notBefore(),
                validUntil,
                asked.maxCalls() == null ? maxCalls(found) : asked.maxCalls(),
                asked.countOn() == null ? countOn(found) : asked.countOn());
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

    private static void requireDuration(Duration duration, String pointer) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, pointer, "must be between one second and ten years");
        }
    }

    private Duration validity(Optional<CallSettings> found) {
        return found.flatMap(CallSettings::defaultValidity)
                .orElseGet(() -> settings.get(SettingKey.IDENTIFIER_VALIDITY));
    }

    private int maxCalls(Optional<CallSettings> found) {
        return found.flatMap(CallSettings::defaultMaxCalls)
                .orElseGet(() -> settings.get(SettingKey.IDENTIFIER_MAX_CALLS));
    }

    private static CountOn countOn(Optional<CallSettings> found) {
        return found.flatMap(CallSettings::defaultCountOn).orElse(CountOn.FORWARDED);
    }
}
