// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.model.UploadRepository;
import io.switchboard.transfers.model.UploadState;
import io.switchboard.transfers.wire.TransfersRefusal;
import java.util.ArrayList;
import java.util.List;

/** Where the bytes of uploads are. */
final class UploadPieces {
    private UploadPieces() {}

    /** Whether no part of a concatenation is gone; of another upload, always. */
    static boolean areThere(Upload upload, UploadRepository uploads) {
        return upload.parts().stream()
                .allMatch(part -> uploads.find(upload.transfer(), part)
                        .filter(found -> found.state() == UploadState.COMPLETE)
                        .isPresent());
    }

    /**
     * Those of an upload that are durable, in order; what has none is left out.
     *
     * @throws RefusedException {@code upload-gone} when a part of a concatenation is no more
     */
    static List<Piece> of(Upload upload, UploadRepository uploads) {
        List<Piece> pieces = new ArrayList<>();
        if (upload.kind() == UploadKind.FINAL) {
            upload.parts()
                    .forEach(part -> pieces.addAll(of(
                            uploads.find(upload.transfer(), part)
                                    .filter(found -> found.state() == UploadState.COMPLETE)
                                    .orElseThrow(() -> RefusedException.of(TransfersRefusal.UPLOAD_GONE)),
                            uploads)));
        } else {
            upload.segments().lengths().forEach((fence, length) -> {
                if (length > 0) {
                    pieces.add(new Piece(upload.id().value(), fence, length));
                }
            });
        }
        return pieces;
    }
}
