// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;

/** Opens the store of contents where the configuration says that it is. */
@ApplicationScoped
class ContentStoreProducer {
    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Opened with its first use. */
    @Produces
    @ApplicationScoped
    ContentStore store() {
        return ContentStores.directory(Path.of(settings.get(SettingKey.DATA_DIRECTORY), "contents"), clock);
    }

    void close(@Disposes ContentStore store) {
        store.close();
    }
}
