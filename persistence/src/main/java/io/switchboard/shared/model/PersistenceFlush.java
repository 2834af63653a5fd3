// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/**
 * Sends what the entities have collected to the database: so that rows which refer to new ones can follow, versions in views are the
 * ones that will be committed, and everything after it is written later.
 */
@Dependent
public class PersistenceFlush {
    private final EntityManager entities;

    @Inject
    public PersistenceFlush(EntityManager entities) {
        this.entities = entities;
    }

    /** Flushes. */
    public void flush() {
        entities.flush();
    }
}
