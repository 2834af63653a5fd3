// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Ends uploads whose time has run out, and then removes their bytes; a day later it looks whether anything is left, and forgets them. Two
 * nodes that do the same do no harm.
 */
@ApplicationScoped
public class UploadJanitor implements JanitorTask {
    @Inject
    UploadEndService service;

    @Inject
    UploadRemains remains;

    @Inject
    Requests requests;

    @Override
    public int runBatch(int skipped, int size) {
        UploadEndService.Over over = requests.run(() -> service.due(skipped, size));
        remove(over);
        if (!over.past().isEmpty()) {
            requests.run(() -> {
                service.forget(over.past());
                return over;
            });
        }
        return over.size();
    }

    private void remove(UploadEndService.Over over) {
        remains.discard(over.all());
        try {
            remains.forgetContent(over.whole());
        } catch (StorageException e) {
            throw new IllegalStateException("What uploads have left in the store cannot be deleted", e);
        }
    }
}
