// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Gives the repositories the container's entity manager, which follows the transaction of the calling thread. */
@ApplicationScoped
public class EntityManagers {
    @Produces
    @PersistenceContext(unitName = "switchboard")
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // the container fills it and hands it out
    private EntityManager entityManager;
}
