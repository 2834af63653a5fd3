// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code switchboard admin api-clients …}: what happens to an API client after it was created. */
final class ApiClientCommands {
    private ApiClientCommands() {}

    @Command(
            name = "rotate-secret",
            description = "Give an API client a new secret. It is shown this one time.",
            footer = "%nExample:%n  switchboard admin api-clients rotate-secret ENTERPRISE CLIENT --overlap 7d")
    static final class RotateSecret extends ClientCommand {
        @Mixin
        private final Named named = new Named();

        @Mixin
        private final OverlapOptions overlap = new OverlapOptions();

        @Override
        protected void run(CommandContext context) {
            ApiClientView view = Enterprises.of(Credentials.admin(context))
                    .rotateSecret(named.enterprise(), named.client(), overlap.request());
            Printer printer = context.printer();
            printer.result(view, () -> {
                printer.fields(Fields.of(
                        "id", view.id(),
                        "name", view.name(),
                        "secret", view.secret(),
                        "the old secret holds until", view.previousSecretUntil()));
                printer.line("Keep the secret now: it is not shown again.");
            });
        }
    }

    @Command(
            name = "revoke",
            description = "End an API client for good; its secrets and its tokens end at once.",
            footer = "%nExample:%n  switchboard admin api-clients revoke ENTERPRISE CLIENT")
    static final class Revoke extends ClientCommand {
        @Mixin
        private final Named named = new Named();

        @Override
        protected void run(CommandContext context) {
            ApiClientId client = named.client();
            Enterprises.of(Credentials.admin(context)).revokeApiClient(named.enterprise(), client);
            context.printer()
                    .result(Map.of("revoked", client), () -> context.printer().line("Revoked " + client + "."));
        }
    }

    /** Which one. */
    static final class Named {
        @Parameters(index = "0", paramLabel = "ENTERPRISE", description = "the enterprise's id")
        private @Nullable EnterpriseId enterprise;

        @Parameters(index = "1", paramLabel = "CLIENT", description = "the API client's id")
        private @Nullable ApiClientId client;

        EnterpriseId enterprise() {
            return Fields.required(enterprise, "ENTERPRISE");
        }

        ApiClientId client() {
            return Fields.required(client, "CLIENT");
        }
    }
}
