// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Finds and keeps the enterprises' transfer settings. */
@Dependent
public class TransferSettingsRepository {
    private final EntityManager entities;

    @Inject
    public TransferSettingsRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps new ones. */
    public void add(TransferSettings settings) {
        entities.persist(settings);
    }

    /** Of this enterprise, if it has set any. */
    public Optional<TransferSettings> find(EnterpriseId enterprise) {
        return Optional.ofNullable(entities.find(TransferSettings.class, enterprise.value()));
    }

    /** Of this enterprise, locked for an edit. */
    public Optional<TransferSettings> lock(EnterpriseId enterprise) {
        return Optional.ofNullable(
                entities.find(TransferSettings.class, enterprise.value(), LockModeType.PESSIMISTIC_WRITE));
    }
}
