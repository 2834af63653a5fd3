// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Finds and keeps the enterprises' call settings. */
@Dependent
public class CallSettingsRepository {
    private final EntityManager entities;

    @Inject
    public CallSettingsRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps new ones. */
    public void add(CallSettings settings) {
        entities.persist(settings);
    }

    /** Of this enterprise, if it has set any. */
    public Optional<CallSettings> find(EnterpriseId enterprise) {
        return Optional.ofNullable(entities.find(CallSettings.class, enterprise.value()));
    }

    /** Of this enterprise, locked for an edit. */
    public Optional<CallSettings> lock(EnterpriseId enterprise) {
        return Optional.ofNullable(
                entities.find(CallSettings.class, enterprise.value(), LockModeType.PESSIMISTIC_WRITE));
    }
}
