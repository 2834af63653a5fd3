// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.BlockView;
import io.switchboard.calls.wire.CallId;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard identifiers block|unblock|blocks}: whom an identifier lets through no more. */
final class BlockCommands {
    private BlockCommands() {}

    @Command(
            name = "block",
            description = "Let no call of a caller through any more. The caller cannot tell.",
            footer = {
                "%nExamples:",
                "  switchboard identifiers block IDENTIFIER caller-4W2nQ0tV9zqYk3rT",
                "  switchboard identifiers block IDENTIFIER --call CALL"
            })
    static final class Block extends IdentifierCommands.OfOne {
        @Parameters(index = "1", arity = "0..1", paramLabel = "PSEUDONYM", description = "as its calls show it")
        private @Nullable String pseudonym;

        @Option(names = "--call", paramLabel = "CALL", description = "instead of the pseudonym: who placed this call")
        private @Nullable CallId call;

        @Override
        void check() {
            if ((pseudonym == null) == (call == null)) {
                throw wrongUse("Say whom to block: by PSEUDONYM or by --call.");
            }
        }

        @Override
        void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) {
            BlockView blocked = call == null
                    ? identifiers.block(one, Fields.required(pseudonym, "PSEUDONYM"))
                    : identifiers.block(one, call);
            context.printer()
                    .resource(blocked, Fields.of("blocked", blocked.pseudonym(), "since", blocked.blockedAt()));
        }
    }

    @Command(
            name = "unblock",
            description = "Let a blocked caller through again.",
            footer = "%nExample:%n  switchboard identifiers unblock IDENTIFIER caller-4W2nQ0tV9zqYk3rT")
    static final class Unblock extends IdentifierCommands.OfOne {
        @Parameters(index = "1", paramLabel = "PSEUDONYM", description = "as its calls show it")
        private @Nullable String pseudonym;

        @Override
        void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) {
            String free = Fields.required(pseudonym, "PSEUDONYM");
            identifiers.unblock(one, free);
            context.printer()
                    .result(Map.of("unblocked", free), () -> context.printer().line("Unblocked " + free + "."));
        }
    }

    @Command(
            name = "blocks",
            description = "List the callers that an identifier blocks, newest first.",
            footer = "%nExample:%n  switchboard identifiers blocks IDENTIFIER")
    static final class Listed extends IdentifierCommands.OfOne {
        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        void run(CommandContext context, Identifiers identifiers, VirtualIdentifierId one) {
            context.printer()
                    .list(
                            options.cut(identifiers.blocked(one)),
                            List.of("CALLER", "BLOCKED"),
                            view -> List.of(view.pseudonym(), view.blockedAt()));
        }
    }
}
