// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code switchboard enterprise …}: an enterprise's own credentials. */
@Command(
        name = "enterprise",
        description = "Log in as an enterprise's back end, and replace its secret.",
        subcommands = {EnterpriseCommands.Login.class, EnterpriseCommands.RotateSecret.class})
final class EnterpriseCommands extends CommandFamily {
    @Command(
            name = "login",
            description = {
                "Keep an API client's credentials in the profile.",
                "The secret is asked for, or read from $SWITCHBOARD_CLIENT_SECRET or with --secret-stdin."
            },
            footer = "%nExample:%n  switchboard enterprise login --id ID --secret-stdin < secret.txt")
    static final class Login extends ClientCommand {
        @Mixin
        private final LoginOptions options = new LoginOptions();

        @Override
        protected void run(CommandContext context) {
            options.login(context, "SWITCHBOARD_CLIENT_SECRET", KeptClient.ENTERPRISE);
        }
    }

    @Command(
            name = "rotate-secret",
            description = "Replace the API client's secret; the new one goes to the profile.",
            footer = "%nExample:%n  switchboard enterprise rotate-secret --overlap 1h")
    static final class RotateSecret extends ClientCommand {
        @Mixin
        private final OwnSecretOptions options = new OwnSecretOptions();

        @Override
        protected void run(CommandContext context) {
            options.rotate(context, KeptClient.ENTERPRISE);
        }
    }
}
