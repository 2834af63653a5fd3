// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.ContentStoreRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The transactions around the rounds of the janitors through the store of contents. */
@Stateless
@Workflow
public class ContentStoreService {
    @Inject
    ContentStoreRepository store;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** What a database calls itself in the store. */
    public record Installation(UUID id) {}

    /** What this one calls itself, which stays the same. */
    public Installation owner() {
        return new Installation(store.owner().orElseGet(() -> store.owner(ids.next())));
    }

    /**
     * Takes the next page, for one node.
     *
     * @param pace the pause before the page after it
     * @return empty when it is not due
     */
    public Optional<ContentStoreRepository.Position> takePage(Duration pace) {
        Instant now = clock.instant();
        return store.takePage(now, now.plus(pace));
    }

    /** The page is done; null with the last one. */
    public void reached(@Nullable ContentKey last) {
        store.reached(last == null ? null : last.id());
    }

    /** Whether this database knows any content. */
    public boolean knowsAny() {
        return store.knowsAny();
    }

    /** Which of these keys have a row, or may still get one. */
    public Set<ContentKey> needed(Collection<ContentKey> keys) {
        return store.needed(keys.stream().map(ContentKey::id).toList()).stream()
                .map(ContentKey::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
