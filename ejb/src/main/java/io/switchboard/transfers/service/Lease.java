// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;

/**
 * The right to append to an upload, until a later request takes it.
 *
 * @param fence says of everything that is committed under it which lease it was
 * @param segment to which it appends; of a lease that was given back, or its own
 * @param begin of its segment in the upload, in bytes
 * @param offset from where on bytes come
 * @param most how long the upload may get at most, in bytes
 * @param kind what the upload is of
 * @param rule by which the whole is identified
 */
public record Lease(
        TransferId transfer,
        UploadId upload,
        long fence,
        long segment,
        long begin,
        long offset,
        long most,
        UploadKind kind,
        IdentificationRule rule) {
    /** Its segment as it is now. */
    Piece piece() {
        return new Piece(upload.value(), segment, offset - begin);
    }
}
