// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.transfers.wire.ContentId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Deletes the bytes of what is condemned, and then the rows: two nodes that do the same do no harm. */
@ApplicationScoped
public class CondemnedContents implements JanitorTask {
    @Inject
    CondemnedContentService service;

    @Inject
    ContentStore store;

    @Override
    public int runBatch(int skipped, int size) {
        List<ContentId> found = service.condemned(skipped, size);
        for (ContentId id : found) {
            try {
                store.delete(new ContentKey(id.value()));
            } catch (StorageException e) {
                throw new IllegalStateException("The content " + id + " cannot be deleted", e);
            }
            service.deleted(id);
        }
        return found.size();
    }
}
