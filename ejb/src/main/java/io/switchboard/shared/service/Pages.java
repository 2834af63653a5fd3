// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Cuts a list that was read with one row too many into a page. */
public final class Pages {
    /** Times the largest page: what one request reads at most. */
    private static final int ROUNDS = 5;

    private Pages() {}

    /**
     * Makes the page.
     *
     * @param rows what {@link PageRequest#withOneMore()} found
     */
    public static <R, V> Page<V> of(List<R> rows, PageRequest request, Function<R, UUID> id, Function<R, V> view) {
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        String next = more ? id.apply(shown.get(shown.size() - 1)).toString() : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    /**
     * Makes one list of two that are ordered alike, newest first; what is in both is there once.
     *
     * @param id what both are listed by
     */
    public static <R> List<R> merged(List<R> some, List<R> others, PageRequest request, Function<R, UUID> id) {
        return Stream.concat(some.stream(), others.stream())
                .distinct()
                .sorted(Comparator.comparing(id).reversed())
                .limit(request.limit())
                .toList();
    }

    /**
     * Makes a page of what a condition fits that no column has, such as a state that deadlines decide. Reads on until the page is full,
     * or for as many rows as one request may cost: a page can have fewer items than it may, or none, and still have a next one.
     *
     * @param rows reads the rows of a page
     * @param id what the rows are listed by
     * @param views makes the views of rows, in their order
     * @param fits the condition
     */
    public static <R, V> Page<V> sifted(
            PageRequest request,
            Function<PageRequest, List<R>> rows,
            Function<R, UUID> id,
            Function<List<R>, List<V>> views,
            Predicate<V> fits) {
        List<V> shown = new ArrayList<>();
        UUID reached = request.before();
        for (int round = 0; round < ROUNDS; round++) {
            PageRequest part = new PageRequest(reached, Page.MAX_LIMIT);
            List<R> found = rows.apply(part.withOneMore());
            List<R> read = found.subList(0, Math.min(found.size(), part.limit()));
            List<V> seen = views.apply(read);
            for (int i = 0; i < read.size(); i++) {
                reached = id.apply(read.get(i));
                if (fits.test(seen.get(i))) {
                    shown.add(seen.get(i));
                }
                if (shown.size() == request.limit()) {
                    return new Page<>(List.copyOf(shown), i + 1 < found.size() ? reached.toString() : null);
                }
            }
            if (found.size() <= read.size()) {
                return new Page<>(List.copyOf(shown), null);
            }
        }
        return new Page<>(List.copyOf(shown), reached.toString());
    }
}
