// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Whose the store of contents is. A server that was started with another database, an empty one perhaps, knows none of what is there, and
 * must not take all of it for what nobody needs. So the store says whose it is, and who finds another there judges nothing by its rows.
 */
@ApplicationScoped
class ContentStoreOwner {
    private static final Logger LOG = Logger.getLogger(ContentStoreOwner.class);
    private static final int SOME = 100;

    @Inject
    ContentStore store;

    @Inject
    ContentStoreService service;

    @Inject
    Requests requests;

    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Whether the store's contents are this database's. A store that says nothing becomes so when it has something that the database
     * knows, or neither has any: an empty one may be a disk that is not mounted. Logged once when they are not.
     */
    boolean isThisInstallation() throws StorageException {
        UUID own = requests.run(() -> service.owner()).id();
        Optional<UUID> owner = store.owner();
        if (owner.isEmpty() && mayBeOwned()) {
            store.own(own);
            owner = store.owner();
        }
        boolean ours = owner.filter(own::equals).isPresent();
        if (ours) {
            told.set(false);
        } else if (!told.getAndSet(true)) {
            LOG.errorf(
                    "The store of contents is that of %s, and this database is that of %s. Contents that the database does not know"
                            + " are left alone, and none is read through, until that is mended: see \"Whose contents they are\" in the"
                            + " operations guide.",
                    owner.map(id -> "the installation " + id).orElse("nobody known"), "the installation " + own);
        }
        return ours;
    }

    private boolean mayBeOwned() throws StorageException {
        List<ContentKey> some =
                store.first(SOME).stream().map(StoredContent::key).toList();
        return some.isEmpty()
                ? !requests.run(() -> service.knowsAny())
                : !requests.run(() -> service.needed(some)).isEmpty();
    }
}
