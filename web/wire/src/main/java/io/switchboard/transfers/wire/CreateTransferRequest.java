// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.Canonical;
import io.switchboard.shared.wire.NoteBounds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends data by its identification code.
 *
 * @param identification the code
 * @param size how many bytes the data have
 * @param name what the target may call it: a file's name without directories
 * @param mediaType what it is, as RFC 9110 section 8.3.1 says it
 * @param target whom it is for
 * @param completion when it is complete; with the first receipt unless it is said, and always where the target is a virtual identifier:
 *     otherwise it would tell how many terminals are behind it
 * @param externalId the source's own id for the transfer; the target never sees it
 * @param metadata whatever else the source keeps on it; the target never sees it
 */
public record CreateTransferRequest(
        @NotNull @Valid Identification identification,
        @NotNull @Min(0) Long size,

        @Size(min = 1, max = 255)
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}/\\\\]+", message = "must be a file's name without directories")
        @Nullable
        String name,

        @Size(max = 127)
        @Pattern(
                regexp = "[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+",
                message = "must be a media type without parameters")
        @Nullable
        String mediaType,

        @NotNull @Valid TransferTarget target,
        @Nullable Completion completion,

        @Size(min = 1, max = NoteBounds.EXTERNAL_ID) @Pattern(regexp = NoteBounds.EXTERNAL_ID_PATTERN) @Nullable
        String externalId,

        @Size(max = NoteBounds.PAIRS) @Nullable
        Map<@Pattern(regexp = NoteBounds.KEY_PATTERN) String, @NotNull @Size(max = NoteBounds.VALUE) String> metadata) {
    /** Keeps the pairs in one order. */
    public CreateTransferRequest {
        metadata = Canonical.map(metadata);
    }

    /** Without notes. */
    public static CreateTransferRequest of(
            Identification identification, long size, @Nullable String name, TransferTarget target) {
        return new CreateTransferRequest(identification, size, name, null, target, null, null, null);
    }
}
