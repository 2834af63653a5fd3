// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.Page;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Cuts a list that was read with one row too many into a page. */
public final class Pages {
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
}
