// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.ApiScope;
import io.switchboard.accounts.wire.CreateApiClientRequest;
import io.switchboard.accounts.wire.CreateEnterpriseRequest;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.wire.EnterpriseId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard admin …}: what the administrator of a server does. */
@Command(
        name = "admin",
        description = "Manage enterprises, their API clients and the server's keys, as its administrator.",
        subcommands = {
            AdminCommands.Login.class,
            AdminCommands.RotateSecret.class,
            AdminCommands.OfEnterprises.class,
            AdminCommands.OfApiClients.class,
            SigningKeyCommands.class,
            MasterKeyCommands.class
        })
final class AdminCommands extends CommandFamily {
    @Command(
            name = "login",
            description = {
                "Keep the administrator's credentials in the profile.",
                "The secret is asked for, or read from $SWITCHBOARD_ADMIN_SECRET or with --secret-stdin.",
                "The one-time secret that the server has printed is replaced, and the new one kept."
            },
            footer = {
                "%nExample: the server prints id and secret when it starts for the first time, then",
                "  switchboard admin login --id 0199a1b2-0000-7000-8000-000000000001"
            })
    static final class Login extends ClientCommand {
        @Mixin
        private final LoginOptions options = new LoginOptions();

        @Override
        protected void run(CommandContext context) {
            options.login(context, "SWITCHBOARD_ADMIN_SECRET", KeptClient.ADMIN);
        }
    }

    @Command(
            name = "rotate-secret",
            description = "Replace the administrator's secret; the new one goes to the profile.",
            footer = {
                "%nExamples:",
                "  switchboard admin rotate-secret              (the old one holds as long as the server's setting"
                        + " says)",
                "  switchboard admin rotate-secret --at-once    (when others may know it)"
            })
    static final class RotateSecret extends ClientCommand {
        @Mixin
        private final OwnSecretOptions options = new OwnSecretOptions();

        @Override
        protected void run(CommandContext context) {
            options.rotate(context, KeptClient.ADMIN);
        }
    }

    @Command(
            name = "enterprises",
            description = "Create and list enterprises.",
            subcommands = {CreateEnterprise.class, ListEnterprises.class})
    static final class OfEnterprises extends CommandFamily {}

    @Command(
            name = "create",
            description = "Create an enterprise.",
            footer = "%nExample:%n  switchboard admin enterprises create \"Acme Ltd\"")
    static final class CreateEnterprise extends ClientCommand {
        @Parameters(paramLabel = "NAME", description = "for people, up to 200 characters")
        private String name = "";

        @Override
        protected void run(CommandContext context) {
            EnterpriseView made = Enterprises.of(Credentials.admin(context)).create(new CreateEnterpriseRequest(name));
            context.printer().resource(made, Fields.of("id", made.id(), "name", made.name()));
        }
    }

    @Command(
            name = "list",
            description = "List the enterprises, newest first.",
            footer = "%nExample:%n  switchboard admin enterprises list --name Ac")
    static final class ListEnterprises extends ClientCommand {
        @Option(names = "--name", paramLabel = "PREFIX", description = "only those whose names begin so")
        private @Nullable String prefix;

        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            context.printer()
                    .list(
                            options.cut(
                                    Enterprises.of(Credentials.admin(context)).list(Optional.ofNullable(prefix))),
                            List.of("ID", "NAME", "CREATED"),
                            view -> List.of(view.id(), view.name(), view.createdAt()));
        }
    }

    @Command(
            name = "api-clients",
            description = "Create, list and revoke the API clients of an enterprise, and replace their secrets.",
            subcommands = {
                CreateApiClient.class,
                ListApiClients.class,
                ApiClientCommands.RotateSecret.class,
                ApiClientCommands.Revoke.class
            })
    static final class OfApiClients extends CommandFamily {}

    @Command(
            name = "create",
            description = "Create an API client. Its secret is shown this one time.",
            footer = "%nExample:%n  switchboard admin api-clients create ENTERPRISE \"back end\" --scope manage,act")
    static final class CreateApiClient extends ClientCommand {
        @Parameters(index = "0", paramLabel = "ENTERPRISE", description = "the enterprise's id")
        private @Nullable EnterpriseId enterprise;

        @Parameters(index = "1", paramLabel = "NAME", description = "for people")
        private String name = "";

        @Option(
                names = "--scope",
                split = ",",
                paramLabel = "SCOPE",
                description = "what it is trusted with: ${COMPLETION-CANDIDATES}; manage and act by default")
        private Set<ApiScope> scopes = Set.of();

        @Override
        protected void run(CommandContext context) {
            CreateApiClientRequest request = new CreateApiClientRequest(name, scopes.isEmpty() ? null : scopes);
            ApiClientView made = Enterprises.of(Credentials.admin(context))
                    .createApiClient(Fields.required(enterprise, "ENTERPRISE"), request);
            Printer printer = context.printer();
            printer.result(made, () -> {
                printer.fields(Fields.of(
                        "id", made.id(), "name", made.name(), "scopes", made.scopes(), "secret", made.secret()));
                printer.line("Keep the secret now: it is not shown again.");
            });
        }
    }

    @Command(
            name = "list",
            description = "List the API clients of an enterprise, without their secrets.",
            footer = "%nExample:%n  switchboard admin api-clients list ENTERPRISE")
    static final class ListApiClients extends ClientCommand {
        @Parameters(paramLabel = "ENTERPRISE", description = "the enterprise's id")
        private @Nullable EnterpriseId enterprise;

        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            EnterpriseId of = Fields.required(enterprise, "ENTERPRISE");
            context.printer()
                    .list(
                            options.cut(
                                    Enterprises.of(Credentials.admin(context)).apiClientsOf(of)),
                            List.of("ID", "NAME", "STATE", "SCOPES", "CREATED", "SECRET SINCE", "OLD SECRET UNTIL"),
                            view -> List.of(
                                    view.id(),
                                    view.name(),
                                    view.state(),
                                    view.scopes(),
                                    view.createdAt(),
                                    view.secretCreatedAt(),
                                    Optional.<Object>ofNullable(view.previousSecretUntil())
                                            .orElse("-")));
        }
    }
}
