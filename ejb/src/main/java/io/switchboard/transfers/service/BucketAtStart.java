// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.BucketKeys;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.StartTask;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * Asks the bucket before the first request whether it opens, so that a wrong key is in the log of the start and not in that of the first
 * upload. A server whose bucket is away starts all the same: calls need none.
 */
@ApplicationScoped
class BucketAtStart implements StartTask {
    private static final Logger LOG = Logger.getLogger(BucketAtStart.class);

    @Inject
    Settings settings;

    @Inject
    ContentStore contents;

    @Override
    public void start() {
        if (settings.get(BucketKeys.ENDPOINT).isEmpty()) {
            return;
        }
        try {
            contents.first(1);
        } catch (StorageException e) {
            LOG.errorf(
                    "The bucket %s cannot be used, and until it can, contents can neither be stored nor fetched: %s",
                    settings.get(BucketKeys.NAME), e.getMessage());
        }
    }
}
