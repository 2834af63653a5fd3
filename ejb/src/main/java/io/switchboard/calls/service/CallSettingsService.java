// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.CallSettings;
import io.switchboard.calls.model.CallSettingsRepository;
import io.switchboard.calls.wire.CallSettingsView;
import io.switchboard.calls.wire.EditCallSettingsRequest;
import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;

/** An enterprise's settings for its identifiers. */
@Stateless
@Workflow
public class CallSettingsService {
    @Inject
    PersistenceFlush persistence;

    @Inject
    CallSettingsRepository repository;

    @Inject
    IdentifierConditions conditions;

    @Inject
    AuditLog audit;

    /** The settings in force. */
    public Versioned<CallSettingsView> get(Invocation invocation) {
        return view(repository.find(invocation.managed()));
    }

    /** What the enterprise itself has set: what an edit starts from. */
    public Versioned<EditCallSettingsRequest> own(Invocation invocation) {
        Optional<CallSettings> found = repository.find(invocation.managed());
        return new Versioned<>(
                new EditCallSettingsRequest(
                        found.flatMap(CallSettings::defaultValidity).orElse(null),
                        found.flatMap(CallSettings::defaultMaxCalls).orElse(null),
                        found.flatMap(CallSettings::defaultCountOn).orElse(null)),
                version(found));
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
            IdentifierConditions.requireDuration(request.defaultValidity(), "/defaultValidity");
        }
        Optional<CallSettings> present = repository.lock(enterprise);
        if (version(present) != expected) {
            throw RefusedException.of(SharedRefusal.STALE);
        }
        CallSettings edited = present.orElseGet(() -> {
            CallSettings fresh = new CallSettings(enterprise);
            repository.add(fresh);
            return fresh;
        });
        edited.edit(request.defaultValidity(), request.defaultMaxCalls(), request.defaultCountOn());
        persistence.flush();
        audit.done(invocation, "call-settings.edit", enterprise);
        return view(Optional.of(edited));
    }

    private Versioned<CallSettingsView> view(Optional<CallSettings> found) {
        return new Versioned<>(
                new CallSettingsView(
                        conditions.validity(found), conditions.maxCalls(found), IdentifierConditions.countOn(found)),
                version(found));
    }

    /** 0 while the enterprise has set nothing. */
    private static long version(Optional<CallSettings> found) {
        return found.map(present -> present.version() + 1).orElse(0L);
    }
}
