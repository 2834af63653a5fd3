// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.EditTerminalRequest;
import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.accounts.wire.TerminalView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.wire.TerminalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard terminals …}: the terminals of an account. */
@Command(
        name = "terminals",
        description = "See, rename and revoke the terminals of an account.",
        subcommands = {
            TerminalCommands.Listed.class,
            TerminalCommands.Me.class,
            TerminalCommands.Rename.class,
            TerminalCommands.Revoke.class
        })
final class TerminalCommands extends CommandFamily {
    @Command(
            name = "list",
            description = "List the account's terminals, newest first.",
            footer = {
                "%nExamples:",
                "  switchboard terminals list",
                "  switchboard terminals list --account ACCOUNT --state active"
            })
    static final class Listed extends ClientCommand {
        @Option(names = "--state", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}; both by default")
        private @Nullable TerminalState state;

        @Mixin
        private final ActingOption acting = new ActingOption();

        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            context.printer()
                    .list(
                            options.cut(Terminals.of(acting.session(context)).list(Optional.ofNullable(state))),
                            List.of("ID", "NAME", "STATE", "ENROLLED"),
                            view -> List.of(view.id(), view.name(), view.state(), view.createdAt()));
        }
    }

    @Command(
            name = "me",
            description = "Show this profile's terminal as the server knows it.",
            footer = "%nExample:%n  switchboard --profile phone terminals me")
    static final class Me extends ClientCommand {
        @Override
        protected void run(CommandContext context) {
            TerminalView view = Terminals.of(Credentials.terminal(context)).me();
            context.printer().resource(view, fields(view));
        }
    }

    @Command(
            name = "rename",
            description = "Give a terminal another name.",
            footer = {
                "%nExamples:",
                "  switchboard terminals rename ID \"Ada's old phone\"               (of one's own account)",
                "  switchboard terminals rename ID \"Ada's old phone\" --enterprise  (any of the enterprise, with its API client)"
            })
    static final class Rename extends ClientCommand {
        @Parameters(index = "0", paramLabel = "TERMINAL", description = "the terminal's id")
        private @Nullable TerminalId terminal;

        @Parameters(index = "1", paramLabel = "NAME", description = "its new name")
        private String name = "";

        @Mixin
        private final ReachOptions reach = new ReachOptions();

        @Override
        protected void run(CommandContext context) {
            Terminals terminals = reach.terminals(context);
            TerminalView renamed = terminals
                    .edit(terminals.get(Fields.required(terminal, "TERMINAL")), new EditTerminalRequest(name))
                    .value();
            context.printer().resource(renamed, fields(renamed));
        }
    }

    @Command(
            name = "revoke",
            description = "End a terminal's tokens and channel for good.",
            footer = {
                "%nExamples:",
                "  switchboard terminals revoke ID               (of one's own account)",
                "  switchboard terminals revoke ID --enterprise  (any of the enterprise, with its API client)"
            })
    static final class Revoke extends ClientCommand {
        @Parameters(paramLabel = "TERMINAL", description = "the terminal's id")
        private @Nullable TerminalId terminal;

        @Mixin
        private final ReachOptions reach = new ReachOptions();

        @Override
        protected void run(CommandContext context) {
            TerminalId id = Fields.required(terminal, "TERMINAL");
            reach.terminals(context).revoke(id);
            context.printer()
                    .result(Map.of("revoked", id), () -> context.printer().line("Revoked " + id + "."));
        }
    }

    /** Whose terminals a command reaches. */
    static final class ReachOptions {
        @Option(names = "--enterprise", description = "with the enterprise's API client instead of this terminal")
        private boolean asEnterprise;

        @Mixin
        private final ActingOption acting = new ActingOption();

        Terminals terminals(CommandContext context) {
            return asEnterprise ? Terminals.of(Credentials.enterprise(context)) : Terminals.of(acting.session(context));
        }
    }

    private static Map<String, ?> fields(TerminalView view) {
        return Fields.of(
                "id", view.id(),
                "account", view.accountId(),
                "name", view.name(),
                "state", view.state(),
                "enrolled", view.createdAt(),
                "revoked", view.revokedAt());
    }
}
