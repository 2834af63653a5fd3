// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadRepository;
import io.switchboard.transfers.model.UploadState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Ends uploads that nobody needs any more, because their transfer is over or has its content, and removes their bytes. */
@Stateless
@Workflow
public class AbandonedUploadJanitor implements JanitorTask {
    @Inject
    UploadRepository uploads;

    @Inject
    Stores stores;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<Upload> abandoned = uploads.lockAbandoned(skipped, size);
        for (Upload upload : abandoned) {
            stores.discard(upload.id());
            upload.end(UploadState.TERMINATED, now);
        }
        return abandoned.size();
    }
}
