// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.PinOption;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What goes with a code as the target. A PIN never stands on the command line, where others of the machine could read it. */
final class CodeOptions {
    @Mixin
    private final PinOption pin = new PinOption();

    @Option(
            names = "--disclose",
            description = "with a code: let the owner see who sends; some let nobody else through")
    private boolean disclose;

    /** Whether something of it was said. */
    boolean areUsed() {
        return pin.isAsked() || disclose;
    }

    boolean discloses() {
        return disclose;
    }

    /** The PIN that the person knows; empty when it was not asked for. */
    Optional<String> pin(CommandContext context) {
        return pin.typed(context);
    }
}
