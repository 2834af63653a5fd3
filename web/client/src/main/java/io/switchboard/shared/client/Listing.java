// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.Page;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list on the server, newest first, read page by page as far as the reader goes. Each iteration starts anew; it may throw what any
 * request may. Items that appear while it is read are not seen, none is seen twice.
 */
public final class Listing<T> implements Iterable<T> {
    private final BiFunction<Optional<String>, Integer, Page<T>> pages;

    Listing(BiFunction<Optional<String>, Integer, Page<T>> pages) {
        this.pages = pages;
    }

    /**
     * Reads one page.
     *
     * @param cursor where it starts: {@link Page#next} of the page before; empty for the first
     * @param limit how many items at most, 1 to {@value Page#MAX_LIMIT}
     */
    public Page<T> page(Optional<String> cursor, int limit) {
        return pages.apply(cursor, limit);
    }

    /** All items, read as the stream is consumed. */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    @Override
    public Iterator<T> iterator() {
        return new Walk();
    }

    private final class Walk implements Iterator<T> {
        private Iterator<T> items;
        private @Nullable String next;

        private Walk() {
            Page<T> first = page(Optional.empty(), Page.MAX_LIMIT);
            items = first.items().iterator();
            next = first.next();
        }

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && next != null) {
                Page<T> page = page(Optional.of(next), Page.MAX_LIMIT);
                items = page.items().iterator();
                next = page.next();
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.next();
        }
    }
}
