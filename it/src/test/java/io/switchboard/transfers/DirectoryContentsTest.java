// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import io.switchboard.transfers.service.ContentStore;
import java.time.Instant;

/** Contents in a directory keep the contract. */
class DirectoryContentsTest extends ContentStoreContract {
    @Override
    ContentStore emptyStore() {
        return StorageErrand.store(directory.resolve("store"));
    }

    @Override
    Instant now() {
        return StorageErrand.NOW;
    }
}
