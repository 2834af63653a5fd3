// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.transfers.wire.UploadId;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;

/** Where this node keeps bytes, what is uploaded below the data directory. */
@ApplicationScoped
class Stores {
    @Inject
    Settings settings;

    @Inject
    ContentStore contents;

    private Staging staging;

    @SuppressWarnings("NullAway.Init") // before anybody has it
    Stores() {}

    @PostConstruct
    void open() {
        staging = new Staging(Path.of(settings.get(SettingKey.DATA_DIRECTORY), "uploads"));
    }

    /** What is being uploaded. */
    Staging staging() {
        return staging;
    }

    /** Removes the bytes of an upload; again is harmless. */
    void discard(UploadId upload) {
        try {
            staging.discard(upload.value());
        } catch (StorageException e) {
            throw new IllegalStateException("The files of the upload " + upload + " cannot be removed", e);
        }
    }

    /** What is verified. */
    ContentStore contents() {
        return contents;
    }
}
