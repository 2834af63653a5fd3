// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.transfers.wire.UploadId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks to begin.
 *
 * @param partial whether it is a part, to be joined with others
 * @param length in bytes; null when it is deferred, or follows from the parts
 * @param parts what it is joined of; empty when bytes will come
 * @param metadata as the client has said it
 */
public record NewUpload(
        boolean partial,
        @Nullable Long length,
        List<UploadId> parts,
        @Nullable String metadata) {
    /** Whether all of the content is there when it begins, because it has no bytes. */
    public boolean isEmpty() {
        return !partial && length != null && length == 0;
    }

    /** Whether it is joined of parts. */
    public boolean isJoined() {
        return !parts.isEmpty();
    }
}
