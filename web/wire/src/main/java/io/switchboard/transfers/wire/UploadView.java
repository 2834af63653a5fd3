// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An upload of a transfer's content; tus says it in header fields.
 *
 * @param id the upload
 * @param offset how many bytes of it are durable: where it goes on
 * @param length how many it will have; absent while that is deferred
 * @param partial whether it is a part, to be joined with others
 * @param parts what it is joined of, in order; absent when it is not
 * @param metadata as the client has said it; absent when it has not, and once the upload is over
 * @param expiresAt when it is given up unless more of it comes
 */
public record UploadView(
        UploadId id,
        long offset,
        @Nullable Long length,
        boolean partial,
        @Nullable List<UploadId> parts,
        @Nullable String metadata,
        Instant expiresAt) {}
