// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a list a command shows. */
public final class ListOptions {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "how many to show at most; ${DEFAULT-VALUE} by default")
    private int limit = Page.DEFAULT_LIMIT;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "continue where 'next' of a JSON answer said")
    private @Nullable String cursor;

    /**
     * The items that the command line asks for, with the cursor of what follows.
     *
     * @throws IllegalArgumentException when it asks for less than one
     */
    public <T> Page<T> cut(Listing<T> listing) {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit must be at least 1");
        }
        List<T> items = new ArrayList<>();
        Optional<String> next = Optional.ofNullable(cursor);
        do {
            Page<T> page = listing.page(next, Math.min(limit - items.size(), Page.MAX_LIMIT));
            items.addAll(page.items());
            next = Optional.ofNullable(page.next());
        } while (next.isPresent() && items.size() < limit);
        return new Page<>(items, next.orElse(null));
    }
}
