// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transfer as one side may see it. Who sends to a virtual identifier never sees the account behind it, its terminals, or how many they are.
 *
 * @param id its id, the same on both sides
 * @param direction whether the asking account sends or receives it
 * @param state where it stands as a whole
 * @param content how far the server has the content; the target is not told that a proof is required, and sees {@code declared}
 * @param failure why the content will not come any more; absent otherwise
 * @param identification the code of the data
 * @param size in bytes
 * @param name what the source calls it
 * @param mediaType what the source says that it is
 * @param target source only: whom it was sent to, as the source has named it
 * @param virtualIdentifierId which of its virtual identifiers it was sent to; target only, and absent when it was sent to none
 * @param sender what the target sees of who sends to its virtual identifier: the same for the same sender and identifier; target only
 * @param sourceAccountId who sends it; target only, and absent when it was sent to a virtual identifier without showing it
 * @param sourceTerminalId with which terminal; target only, and absent as well when an API client sends
 * @param relay source only: where another server has the content, how it comes from there, so that it need not be uploaded; absent otherwise
 * @param completion when it is complete
 * @param deliveries how far it is with each terminal; for the source only where it has named the target by a terminal or an account
 * @param createdAt when it was declared
 * @param expiresAt until when it may be uploaded and fetched
 * @param endedAt when it was over; absent before
 * @param externalId source only: its own id for the transfer
 * @param metadata source only: whatever else it keeps on it
 * @param challenge source only, and only in the answer that issues it: what it has to answer to prove that it has the data
 */
public record TransferView(
        TransferId id,
        TransferDirection direction,
        TransferState state,
        ContentState content,
        @Nullable FailureReason failure,
        Identification identification,
        long size,
        @Nullable String name,
        @Nullable String mediaType,
        @Nullable TargetView target,
        @Nullable VirtualIdentifierId virtualIdentifierId,
        @Nullable String sender,
        @Nullable AccountId sourceAccountId,
        @Nullable TerminalId sourceTerminalId,
        @Nullable Relay relay,
        Completion completion,
        @Nullable List<DeliveryView> deliveries,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable String externalId,
        @Nullable Map<String, String> metadata,
        @Nullable ChallengeView challenge) {
    /** The same with a challenge that was issued just now. */
    public TransferView with(ChallengeView issued) {
        return new TransferView(
                id,
                direction,
                state,
                content,
                failure,
                identification,
                size,
                name,
                mediaType,
                target,
                virtualIdentifierId,
                sender,
                sourceAccountId,
                sourceTerminalId,
                relay,
                completion,
                deliveries,
                createdAt,
                expiresAt,
                endedAt,
                externalId,
                metadata,
                issued);
    }
}
