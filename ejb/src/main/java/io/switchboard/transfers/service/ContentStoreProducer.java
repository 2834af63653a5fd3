// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.BucketKeys;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.net.URI;
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
        return settings.get(BucketKeys.ENDPOINT)
                .map(endpoint -> ContentStores.bucket(bucket(endpoint)))
                .orElseGet(() ->
                        ContentStores.directory(Path.of(settings.get(SettingKey.DATA_DIRECTORY), "contents"), clock));
    }

    private Bucket bucket(URI endpoint) {
        return new Bucket(
                endpoint,
                settings.get(BucketKeys.REGION),
                settings.get(BucketKeys.NAME),
                settings.get(BucketKeys.PREFIX),
                settings.get(BucketKeys.PATH_STYLE),
                settings.get(BucketKeys.ACCESS_KEY),
                settings.get(BucketKeys.SECRET_KEY));
    }

    void close(@Disposes ContentStore store) {
        store.close();
    }
}
