// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.RotateSecretRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How long the old secret holds beside the new one. */
final class OverlapOptions {
    @ArgGroup
    private @Nullable Choice choice;

    /** One of them, or the server's setting. */
    static final class Choice {
        @Option(
                names = "--overlap",
                paramLabel = "TIME",
                description =
                        "how long the old secret still holds: 24h, 7d, 1h30m or PT24H; the server's setting by default")
        private @Nullable Duration overlap;

        @Option(names = "--at-once", description = "the old secret ends at once")
        private boolean atOnce;
    }

    RotateSecretRequest request() {
        Choice chosen = choice;
        if (chosen == null) {
            return new RotateSecretRequest(null);
        }
        return new RotateSecretRequest(chosen.atOnce ? Duration.ZERO : chosen.overlap);
    }
}
