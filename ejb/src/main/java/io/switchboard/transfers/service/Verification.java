// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;
import java.util.List;

/**
 * An upload of which all bytes are there, to be compared with its transfer's code.
 *
 * @param fence of the lease under which this is done
 * @param segment that nobody but this lease's holder writes to
 * @param pieces its bytes, in order
 * @param code what they must be
 * @param size how many there are
 */
public record Verification(
        TransferId transfer,
        UploadId upload,
        long fence,
        long segment,
        List<Piece> pieces,
        Identification code,
        long size) {}
