// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of all who work on one transfer with the central, the last to begin goes on, and all others hear that they do not. */
class TransferRelayTest {
    private final TransferRelay relay = new TransferRelay(
            TransferScene.declared(Completion.FIRST_RECEIPT, true),
            new TransferId(new UUID(3, 2)),
            TransferScene.at(100));

    @Test
    void whoBeginsTakesTheTurnOfWhoeverHasBegunBefore() {
        long first = relay.begin(TransferScene.at(30));
        assertThat(relay.isTurn(first)).isTrue();

        long second = relay.begin(TransferScene.at(40));
        assertThat(relay.isTurn(first)).isFalse();
        assertThat(relay.isTurn(second)).isTrue();

        long third = relay.begin(TransferScene.at(50));
        assertThat(relay.isTurn(first)).isFalse();
        assertThat(relay.isTurn(second)).isFalse();
        assertThat(relay.isTurn(third)).isTrue();
    }

    @Test
    void nothingElseTakesTheTurn() {
        long turn = relay.begin(TransferScene.at(30));
        relay.proven(TransferScene.at(1), Duration.ofSeconds(10));
        relay.uploading(new UploadId(new UUID(5, 1)));
        relay.progresses(TransferScene.at(2), Duration.ofSeconds(10), TransferScene.at(32));
        relay.failed(TransferScene.at(3));
        relay.due(TransferScene.at(4));
        assertThat(relay.isTurn(turn)).isTrue();
    }
}
