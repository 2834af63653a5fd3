// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import org.jspecify.annotations.Nullable;

/**
 * What the central says to a private server's query. One that it has no content for is answered {@code content-unknown}.
 *
 * @param id of the transfer at the central
 * @param server the central's address, as proofs name it
 * @param state where that transfer stands
 * @param content {@code proof-required} until the source has proven that it has it; then {@code stored}
 * @param delivers whether the central delivers it itself, because the target holds a channel there; else the private server fetches it
 * @param challenge what the source has to answer; only in the answer that issues it
 */
public record QueryView(
        TransferId id,
        String server,
        TransferState state,
        ContentState content,
        boolean delivers,
        @Nullable ChallengeView challenge) {}
