// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Requests;
import io.switchboard.transfers.wire.ContentId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import org.jboss.logging.Logger;

/**
 * Opens contents for those who need them now. One that is not there, or too short, becomes suspect by that: it is looked at again, and
 * whoever sends it again replaces it. Outside of transactions.
 */
@ApplicationScoped
class ReadContents {
    private static final Logger LOG = Logger.getLogger(ReadContents.class);

    @Inject
    ContentStore store;

    @Inject
    ContentStoreOwner owner;

    @Inject
    ScrubService service;

    @Inject
    Requests requests;

    /**
     * Opens a part of one, as {@link ContentStore#open}.
     *
     * @throws StorageException when it cannot be read
     */
    InputStream open(ContentId content, long from, long length) throws StorageException {
        try {
            return store.open(new ContentKey(content.value()), from, length);
        } catch (ContentMissingException | ContentDamagedException wrong) {
            suspect(content, wrong);
            throw wrong;
        }
    }

    private void suspect(ContentId content, StorageException wrong) throws StorageException {
        if (!owner.isThisInstallation()) {
            // It is the store that is not there.
            return;
        }
        ScrubService.Judgement judgement = requests.run(() -> service.suspect(Invocation.ofServer(), content));
        LOG.warnf(wrong, "The content %s could not be read: %s", content, judgement);
    }
}
