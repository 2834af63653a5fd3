// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.BucketKeys;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.StartTask;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * Asks the store before the first request whether it opens and whose it is, so that a wrong key or a wrong place is in the log of the
 * start and not in that of the first upload. A server whose bucket is away starts all the same: calls need none.
 */
@ApplicationScoped
class ContentStoreAtStart implements StartTask {
    private static final Logger LOG = Logger.getLogger(ContentStoreAtStart.class);

    @Inject
    Settings settings;

    @Inject
    ContentStoreOwner owner;

    @Override
    public void start() {
        try {
            boolean unused = owner.isThisInstallation();
        } catch (StorageException e) {
            LOG.errorf(
                    "The %s cannot be used, and until it can, contents can neither be stored nor fetched: %s",
                    settings.get(BucketKeys.ENDPOINT).isPresent()
                            ? "bucket " + settings.get(BucketKeys.NAME)
                            : "directory of contents",
                    e.getMessage());
        }
    }
}
