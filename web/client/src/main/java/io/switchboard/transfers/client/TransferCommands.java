// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.accounts.client.ActingOption;
import io.switchboard.servers.client.ViaOption;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.client.TimeOption;
import io.switchboard.transfers.wire.DeclineScope;
import io.switchboard.transfers.wire.DeclineTransferRequest;
import io.switchboard.transfers.wire.TransferDirection;
import io.switchboard.transfers.wire.TransferFilter;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard transfers …}: what is sent, and what comes. */
@Command(
        name = "transfers",
        description = "See what you send and what you are sent, and end it.",
        subcommands = {
            TransferCommands.Listed.class,
            TransferCommands.Show.class,
            TransferCommands.Cancel.class,
            TransferCommands.Decline.class
        })
final class TransferCommands extends CommandFamily {
    /** A command about one transfer. */
    abstract static class OfOne extends ClientCommand {
        @Parameters(paramLabel = "TRANSFER", description = "the transfer's id")
        private @Nullable TransferId id;

        @Mixin
        private final ActingOption acting = new ActingOption();

        @Mixin
        private final ViaOption via = new ViaOption();

        @Override
        protected final void run(CommandContext context) {
            TransferPrinting.print(
                    context,
                    carryOut(
                            Transfers.of(via.namedBy(acting.session(context)).session()),
                            Fields.required(id, "TRANSFER")));
        }

        abstract TransferView carryOut(Transfers transfers, TransferId transfer);
    }

    @Command(
            name = "show",
            description = "Show a transfer as your side may see it.",
            footer = "%nExample:%n  switchboard transfers show TRANSFER")
    static final class Show extends OfOne {
        @Override
        TransferView carryOut(Transfers transfers, TransferId transfer) {
            return transfers.get(transfer);
        }
    }

    @Command(
            name = "cancel",
            description = "Take back what you send.",
            footer = "%nExample:%n  switchboard transfers cancel TRANSFER")
    static final class Cancel extends OfOne {
        @Override
        TransferView carryOut(Transfers transfers, TransferId transfer) {
            return transfers.cancel(transfer);
        }
    }

    @Command(
            name = "decline",
            description = "Say no to what you are sent.",
            footer = {
                "%nExamples:",
                "  switchboard transfers decline TRANSFER",
                "  switchboard transfers decline TRANSFER --scope terminal"
            })
    static final class Decline extends OfOne {
        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "${COMPLETION-CANDIDATES}: for this terminal, or for the account; account by default")
        private @Nullable DeclineScope scope;

        @Override
        TransferView carryOut(Transfers transfers, TransferId transfer) {
            return transfers.decline(transfer, new DeclineTransferRequest(scope));
        }
    }

    @Command(
            name = "list",
            description = "List transfers, newest first.",
            footer = {
                "%nExamples:",
                "  switchboard transfers list --state open --direction incoming",
                "  switchboard transfers list --via Office",
                "  switchboard transfers list --account ACCOUNT --since 2026-11-20"
            })
    static final class Listed extends ClientCommand {
        @Option(
                names = "--direction",
                paramLabel = "DIRECTION",
                description = "${COMPLETION-CANDIDATES}; both by default")
        private @Nullable TransferDirection direction;

        @Option(names = "--state", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}; all by default")
        private @Nullable TransferState state;

        @Option(names = "--external-id", paramLabel = "ID", description = "only those that you send and call so")
        private @Nullable String externalId;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "declared at this time or later: " + TimeOption.FORM)
        private @Nullable Instant since;

        @Option(names = "--until", paramLabel = "TIME", description = "declared before this time")
        private @Nullable Instant until;

        @Mixin
        private final ActingOption acting = new ActingOption();

        @Mixin
        private final ViaOption via = new ViaOption();

        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            TransferFilter asked = new TransferFilter(direction, state, externalId, since, until);
            context.printer()
                    .list(
                            options.cut(Transfers.of(
                                            via.namedBy(acting.session(context)).session())
                                    .list(asked)),
                            List.of("ID", "DIRECTION", "STATE", "CONTENT", "BYTES", "NAME", "FROM OR TO", "DECLARED"),
                            view -> List.of(
                                    view.id(),
                                    view.direction(),
                                    view.state(),
                                    TransferPrinting.content(view),
                                    view.size(),
                                    Optional.ofNullable(view.name()),
                                    TransferPrinting.peer(view),
                                    view.createdAt()));
        }
    }
}
