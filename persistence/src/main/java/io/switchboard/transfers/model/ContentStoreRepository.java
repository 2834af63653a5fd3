// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.NativeRows;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one row that says whose the store of contents is, and how far it was looked through; and what in the store has a row. */
@Dependent
public class ContentStoreRepository {
    private final EntityManager entities;

    @Inject
    public ContentStoreRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * How far the store was looked through.
     *
     * @param after the last key; null at the beginning
     */
    public record Position(@Nullable UUID after) {}

    /** What this database calls itself in the store; empty before the first time. */
    public Optional<UUID> owner() {
        List<?> known = entities.createNativeQuery("select owner_id from content_store where owner_id is not null")
                .getResultList();
        return known.stream().map(NativeRows::uuid).findFirst();
    }

    /** The same, which is this id if it has none: of two nodes that give one the first one's stays. */
    public UUID owner(UUID fresh) {
        entities.createNativeQuery("update content_store set owner_id = :fresh where id = 1 and owner_id is null")
                .setParameter("fresh", fresh)
                .executeUpdate();
        return owner().orElseThrow();
    }

    /**
     * Takes the next page of the store, when it is due.
     *
     * @param next when the page after it is
     * @return empty when it is not due, or another node takes it
     */
    public Optional<Position> takePage(Instant now, Instant next) {
        List<Object[]> due = NativeRows.of(entities.createNativeQuery("""
                        select id, looked_after from content_store
                        where look_at is null or look_at <= :now for update skip locked""").setParameter("now", now));
        due.forEach(row -> entities.createNativeQuery("update content_store set look_at = :next where id = :id")
                .setParameter("next", next)
                .setParameter("id", row[0])
                .executeUpdate());
        return due.stream().findFirst().map(row -> new Position(row[1] == null ? null : NativeRows.uuid(row[1])));
    }

    /** Everything up to this key was looked at; null when that was all. */
    public void reached(@Nullable UUID last) {
        if (last == null) {
            entities.createNativeQuery("update content_store set looked_after = null where id = 1")
                    .executeUpdate();
        } else {
            entities.createNativeQuery("update content_store set looked_after = :last where id = 1")
                    .setParameter("last", last)
                    .executeUpdate();
        }
    }

    /** Whether there is any content. */
    public boolean knowsAny() {
        return !entities.createNativeQuery("select id from content fetch first 1 rows only")
                .getResultList()
                .isEmpty();
    }

    /**
     * Which of these keys of the store have a row, or may still get one: that of an upload which is not over. In one look, between whose
     * two halves nothing can be committed. What is not among them never will be: a content's row comes with the end of its upload.
     */
    public Set<UUID> needed(Collection<UUID> keys) {
        List<?> needed =
                entities.createNativeQuery("""
                        select c.id from content c where c.id in (:keys)
                        union all select u.id from transfer_upload u where u.id in (:keys) and u.state = 'RECEIVING'""").setParameter("keys", keys).getResultList();
        return needed.stream().map(NativeRows::uuid).collect(Collectors.toUnmodifiableSet());
    }
}
