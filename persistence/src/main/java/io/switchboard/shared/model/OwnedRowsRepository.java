// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds what is somebody's, and never reads what is another's: to look at a foreign id costs the same as to look at one that nobody has, and
 * a clock tells nobody which it was.
 */
public final class OwnedRowsRepository {
    private OwnedRowsRepository() {}

    /**
     * One statement.
     *
     * @param attribute what the entity calls its owner
     */
    public static <E> Optional<E> find(EntityManager entities, Class<E> type, UUID id, String attribute, UUID owner) {
        return entities
                .createQuery(
                        "select x from " + type.getSimpleName() + " x where x.id = :id and x." + attribute
                                + " = :owner",
                        type)
                .setParameter("id", id)
                .setParameter("owner", owner)
                .getResultList()
                .stream()
                .findFirst();
    }
}
