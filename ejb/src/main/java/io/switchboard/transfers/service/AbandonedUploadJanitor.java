// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Ends uploads that nobody needs any more, because their transfer is over or has its content, and removes their bytes. What they have left
 * in the store goes when they are forgotten.
 */
@ApplicationScoped
public class AbandonedUploadJanitor implements JanitorTask {
    @Inject
    UploadEndService service;

    @Inject
    UploadRemains remains;

    @Inject
    Requests requests;

    @Override
    public int runBatch(int skipped, int size) {
        UploadEndService.Over over = requests.run(() -> service.abandoned(skipped, size));
        remains.discard(over.ended());
        return over.size();
    }
}
