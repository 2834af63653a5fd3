// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.wire.UploadView;

/** What its source sees of an upload. */
final class UploadViews {
    private UploadViews() {}

    static UploadView of(Upload upload) {
        return new UploadView(
                upload.id(),
                upload.durable(),
                upload.length().isPresent() ? upload.length().getAsLong() : null,
                upload.kind() == UploadKind.PARTIAL,
                upload.kind() == UploadKind.FINAL ? upload.parts() : null,
                upload.metadata().orElse(null),
                upload.expiresAt());
    }
}
