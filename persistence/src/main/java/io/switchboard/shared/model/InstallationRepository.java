// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/** The one row that stands for the whole installation, whichever nodes it has. */
@Dependent
public class InstallationRepository {
    private final EntityManager entities;

    @Inject
    public InstallationRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Holds up every other node that asks for the same until this transaction ends, so that what the first start makes is made once. */
    public void lock() {
        entities.createNativeQuery("select id from installation where id = 1 for update")
                .getSingleResult();
    }
}
