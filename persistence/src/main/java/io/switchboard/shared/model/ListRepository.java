// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists, newest first: by their ids, which are made in the order of time. A list has the conditions that were asked for and no
 * others, so that each combination is a statement of its own, which has an index to go by.
 */
public final class ListRepository<T> {
    private final EntityManager entities;
    private final Class<T> type;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private ListRepository(EntityManager entities, Class<T> type) {
        this.entities = entities;
        this.type = type;
    }

    /** A list of these entities, which conditions call {@code x}. */
    public static <T> ListRepository<T> of(EntityManager entities, Class<T> type) {
        return new ListRepository<>(entities, type);
    }

    /** Only those of which this holds. */
    public ListRepository<T> where(String condition, String parameter, Object value) {
        conditions.add(condition);
        values.put(parameter, value);
        return this;
    }

    /** Only those of which this holds. */
    public ListRepository<T> where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Only those of which this holds, if it was asked for. */
    public ListRepository<T> whereAsked(String condition, String parameter, @Nullable Object value) {
        return value == null ? this : where(condition, parameter, value);
    }

    /**
     * Only those of a time.
     *
     * @param column what says their time; their ids bound what is read
     * @param since from this moment on, if it was asked for
     * @param until before this moment, if it was asked for
     */
    public ListRepository<T> during(String column, @Nullable Instant since, @Nullable Instant until) {
        if (since != null) {
            where(column + " >= :since", "since", since);
            where("x.id >= :sinceId", "sinceId", TimeOrderedIds.since(since));
        }
        if (until != null) {
            where(column + " < :until", "until", until);
            where("x.id < :untilId", "untilId", TimeOrderedIds.until(until));
        }
        return this;
    }

    /** Reads the page. */
    public List<T> page(PageRequest page) {
        where("x.id < :before", "before", page.before());
        TypedQuery<T> query = entities.createQuery(
                "select x from " + type.getSimpleName() + " x where " + String.join(" and ", conditions)
                        + " order by x.id desc",
                type);
        values.forEach(query::setParameter);
        return query.setMaxResults(page.limit()).getResultList();
    }
}
