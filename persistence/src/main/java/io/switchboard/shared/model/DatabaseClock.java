// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;

/** What time the database has; compared with the node's own to find a node whose clock is off. */
@Dependent
public class DatabaseClock {
    private final EntityManager entities;

    @Inject
    public DatabaseClock(EntityManager entities) {
        this.entities = entities;
    }

    /** The database's present moment; on PostgreSQL the beginning of the transaction, so ask in one of its own. */
    public Instant now() {
        return NativeRows.instant(
                entities.createNativeQuery("select current_timestamp").getSingleResult());
    }
}
