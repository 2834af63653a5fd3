// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;

/** Keeps the wrapped data key. Whoever writes holds the lock of the {@link InstallationRepository}. */
@Dependent
public class DataKeyRepository {
    private final EntityManager entities;

    @Inject
    public DataKeyRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** The data key; empty in a database that has none yet. */
    public Optional<WrappedKey> find() {
        return NativeRows.of(entities.createNativeQuery("select id, key_wrapped from data_key")).stream()
                .map(row -> new WrappedKey((String) row[0], (byte[]) row[1]))
                .findFirst();
    }

    /** Keeps a new one. */
    public void add(WrappedKey key, Instant now) {
        entities.createNativeQuery("""
                        insert into data_key (id, key_wrapped, created_at, wrapped_at)
                        values (:id, :wrapped, :now, :now)""")
                .setParameter("id", key.id())
                .setParameter("wrapped", key.wrapped())
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Keeps the same key wrapped anew. */
    public void replace(WrappedKey key, Instant now) {
        entities.createNativeQuery("update data_key set key_wrapped = :wrapped, wrapped_at = :now where id = :id")
                .setParameter("wrapped", key.wrapped())
                .setParameter("now", now)
                .setParameter("id", key.id())
                .executeUpdate();
    }
}
