// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.PossessionProof;
import io.switchboard.transfers.wire.TransferTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How files are sent.
 *
 * @param targets whom to: the first of them that the server knows; all are said by the same words, such as an id that may be an account's
 *     or a terminal's
 * @param mediaType what the data are; absent when nobody knows
 * @param completion when a transfer is complete; with the first receipt unless it is said
 * @param externalId the source's own id for the transfer
 * @param metadata whatever else the source keeps on it
 */
public record SendRequest(
        List<TransferTarget> targets,
        @Nullable String mediaType,
        @Nullable Completion completion,
        @Nullable String externalId,
        @Nullable Map<String, String> metadata) {
    /** Keeps the targets as they are. */
    public SendRequest {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("there is no target");
        }
    }

    /** To one target, without more words. */
    public static SendRequest to(TransferTarget target) {
        return new SendRequest(List.of(target), null, null, null, null);
    }

    /** What declares a file to one of the targets. */
    CreateTransferRequest declaring(SourceFile file, Identification code, TransferTarget target) {
        return new CreateTransferRequest(
                code, file.size(), file.name(), mediaType, target, completion, externalId, metadata);
    }

    /** The same without the PIN of a code: as it may be remembered. */
    CreateTransferRequest remembered(SourceFile file, Identification code) {
        TransferTarget first = targets.get(0);
        String typed = first.virtualIdentifier();
        return declaring(file, code, typed == null ? first : TransferTarget.ofCode(typed, null, first.discloses()));
    }

    /** The words by which a proof of possession names a target. */
    static String named(TransferTarget target) {
        if (target.address() != null) {
            return PossessionProof.ADDRESS_OWNER;
        }
        return Stream.of(target.terminalId(), target.accountId())
                .flatMap(given -> Optional.ofNullable(given).stream())
                .map(Object::toString)
                .findFirst()
                .orElse(PossessionProof.CODE_OWNER);
    }
}
