// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.SigningKeyId;
import io.switchboard.accounts.wire.SigningKeyView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code switchboard admin signing-keys …}: what signs access tokens. */
@Command(
        name = "signing-keys",
        description = "Rotate, list and revoke the keys that sign access tokens.",
        subcommands = {SigningKeyCommands.Rotate.class, SigningKeyCommands.Listed.class, SigningKeyCommands.Revoke.class
        })
final class SigningKeyCommands extends CommandFamily {
    @Command(
            name = "rotate",
            description =
                    "Make the next key. It is published now, and signs when everybody has had the time to read it.",
            footer = "%nExample:%n  switchboard admin signing-keys rotate")
    static final class Rotate extends ClientCommand {
        @Override
        protected void run(CommandContext context) {
            SigningKeyView view = SigningKeys.of(Credentials.admin(context)).rotate();
            context.printer().resource(view, Fields.of("id", view.id(), "signs from", view.signsFrom()));
        }
    }

    @Command(
            name = "list",
            description = "List the keys that are published, newest first.",
            footer = "%nExample:%n  switchboard admin signing-keys list")
    static final class Listed extends ClientCommand {
        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            context.printer()
                    .list(
                            options.cut(
                                    SigningKeys.of(Credentials.admin(context)).list()),
                            List.of("ID", "CREATED", "SIGNS FROM", "VERIFIES UNTIL"),
                            view -> List.of(
                                    view.id(),
                                    view.createdAt(),
                                    view.signsFrom(),
                                    Optional.<Object>ofNullable(view.verifiesUntil())
                                            .orElse("-")));
        }
    }

    @Command(
            name = "revoke",
            description = {
                "Take a key away that others may know; another one signs at once.",
                "Every token that it has signed ends: whoever has one gets another."
            },
            footer = "%nExample:%n  switchboard admin signing-keys revoke KEY")
    static final class Revoke extends ClientCommand {
        @Parameters(index = "0", paramLabel = "KEY", description = "the key's id, the kid of its tokens")
        private @Nullable SigningKeyId key;

        @Override
        protected void run(CommandContext context) {
            SigningKeyId id = Fields.required(key, "KEY");
            SigningKeys.of(Credentials.admin(context)).revoke(id);
            context.printer()
                    .result(Map.of("revoked", id), () -> context.printer().line("Revoked " + id + "."));
        }
    }
}
