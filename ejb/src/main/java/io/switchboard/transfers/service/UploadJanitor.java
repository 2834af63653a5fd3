// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Collects uploads whose time has run out, with their bytes, and forgets those that have been over for a day. The bytes go first: what
 * is due stays due until they are gone.
 */
@Stateless
@Workflow
public class UploadJanitor implements JanitorTask {
    @Inject
    UploadRepository uploads;

    @Inject
    Stores stores;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<Upload> due = uploads.lockDue(now, skipped, size);
        for (Upload upload : due) {
            stores.discard(upload.id());
            if (upload.state().isFinal() || upload.isStored()) {
                uploads.remove(upload);
            } else {
                upload.settle(now);
            }
        }
        return due.size();
    }
}
