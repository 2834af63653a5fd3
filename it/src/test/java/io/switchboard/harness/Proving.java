// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.shared.service.WireJson;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.PossessionProof;
import io.switchboard.transfers.wire.TransferId;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Proofs that a source has what it sends. */
public final class Proving {
    private Proving() {}

    /** The answer to the challenge in a transfer as it was declared. */
    public static String of(JsonNode transfer, ServerUnderTest server, String source, String target, Data data) {
        return of(transfer, transfer.get("id").asText(), server, source, target, data, data);
    }

    /**
     * An answer that may be wrong.
     *
     * @param challenged whose challenge is answered
     * @param transfer the transfer that the answer is for
     * @param said the data whose code was declared
     * @param had the data that are there
     */
    public static String of(
            JsonNode challenged,
            String transfer,
            ServerUnderTest server,
            String source,
            String target,
            Data said,
            Data had) {
        try {
            return PossessionProof.compute(
                    WireJson.mapper().treeToValue(challenged.get("challenge"), ChallengeView.class),
                    new PossessionProof.Subject(
                            server.address(),
                            new TransferId(transfer),
                            said.code(),
                            said.bytes().length,
                            source,
                            target),
                    had.reader());
        } catch (JsonProcessingException e) {
            throw new AssertionError(challenged.toString(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
