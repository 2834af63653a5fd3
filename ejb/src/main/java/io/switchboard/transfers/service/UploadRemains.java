// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Requests;
import io.switchboard.transfers.wire.UploadId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Removes what uploads leave when they are over: their files, and what was given to the store for them and has become no content, because
 * there was no room for it, its transfer had ended, or its node did. Outside of transactions; again is harmless.
 */
@ApplicationScoped
class UploadRemains {
    @Inject
    Stores stores;

    @Inject
    ContentStoreService contents;

    @Inject
    Requests requests;

    /** Their files. What cannot be removed now is found by {@link StagingJanitor}. */
    void discard(Collection<UploadId> over) {
        over.forEach(stores::discard);
    }

    /**
     * Deletes, of what was given to the store for these uploads, what is no content and will not be one: the upload is over.
     *
     * @throws StorageException when the store does not; what is left is an orphan, or found when the upload is forgotten
     */
    void forgetContent(Collection<UploadId> uploads) throws StorageException {
        List<ContentKey> keys =
                uploads.stream().map(upload -> new ContentKey(upload.value())).toList();
        if (keys.isEmpty()) {
            return;
        }
        Set<ContentKey> needed = requests.run(() -> contents.needed(keys));
        for (ContentKey key : keys) {
            if (!needed.contains(key)) {
                stores.contents().delete(key);
            }
        }
    }
}
