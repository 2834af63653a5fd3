// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.mailbox.wire.CreateWebhookRequest;
import io.switchboard.mailbox.wire.ReplayView;
import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookDeliveryState;
import io.switchboard.mailbox.wire.WebhookDeliveryView;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.mailbox.wire.WebhookSecretView;
import io.switchboard.mailbox.wire.WebhookView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.client.TimeOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard webhooks …}: where an enterprise is told of its accounts' events. */
@Command(
        name = "webhooks",
        description = "Have the enterprise's back end told of events, and see what it was told.",
        subcommands = {
            WebhookCommands.Create.class,
            WebhookCommands.Listed.class,
            WebhookCommands.Show.class,
            WebhookEditCommand.class,
            WebhookCommands.Delete.class,
            WebhookCommands.Test.class,
            WebhookCommands.Deliveries.class,
            WebhookCommands.Replay.class,
            WebhookSkipCommand.class,
            WebhookCommands.RotateSecret.class
        })
final class WebhookCommands extends CommandFamily {
    @Command(
            name = "create",
            description = "Create a webhook; prints the secret that its deliveries are signed with, once.",
            footer = {
                "%nExample:",
                "  switchboard webhooks create https://example.org/hooks --type \"call.*\" --description \"call centre\""
            })
    static final class Create extends ClientCommand {
        @Parameters(paramLabel = "URL", description = "where events are delivered to: https and public")
        private String url = "";

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                description = "which events: call.ringing, or call.*; may be repeated; all without it")
        private List<String> types = List.of();

        @Option(names = "--description", paramLabel = "TEXT", description = "for people")
        private @Nullable String description;

        @Override
        protected void run(CommandContext context) {
            WebhookView made = webhooks(context).create(new CreateWebhookRequest(url, some(types), description));
            Map<String, @Nullable Object> fields = new LinkedHashMap<>(fields(made));
            fields.put("secret", made.secret());
            context.printer().resource(made, fields);
        }
    }

    @Command(
            name = "list",
            description = "List the enterprise's webhooks, newest first.",
            footer = "%nExample:%n  switchboard webhooks list")
    static final class Listed extends ClientCommand {
        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            context.printer()
                    .list(
                            options.cut(webhooks(context).list()),
                            List.of("ID", "URL", "TYPES", "ENABLED"),
                            view -> List.of(view.id(), view.url(), types(view), enabled(view)));
        }
    }

    @Command(
            name = "show",
            description = "Show one webhook.",
            footer = "%nExample:%n  switchboard webhooks show WEBHOOK")
    static final class Show extends ClientCommand {
        @Parameters(paramLabel = "WEBHOOK", description = "the webhook's id")
        private @Nullable WebhookId webhook;

        @Override
        protected void run(CommandContext context) {
            WebhookView view =
                    webhooks(context).get(Fields.required(webhook, "WEBHOOK")).value();
            context.printer().resource(view, fields(view));
        }
    }

    @Command(
            name = "delete",
            description = "Remove a webhook; what is on its way to it is not delivered any more.",
            footer = "%nExample:%n  switchboard webhooks delete WEBHOOK")
    static final class Delete extends ClientCommand {
        @Parameters(paramLabel = "WEBHOOK", description = "the webhook's id")
        private @Nullable WebhookId webhook;

        @Override
        protected void run(CommandContext context) {
            WebhookId id = Fields.required(webhook, "WEBHOOK");
            webhooks(context).delete(id);
            context.printer()
                    .result(Map.of("removed", id), () -> context.printer().line("Removed " + id + "."));
        }
    }

    @Command(
            name = "test",
            description = "Deliver an event that tells nothing, io.switchboard.webhook.test.",
            footer = "%nExample:%n  switchboard webhooks test WEBHOOK")
    static final class Test extends ClientCommand {
        @Parameters(paramLabel = "WEBHOOK", description = "the webhook's id")
        private @Nullable WebhookId webhook;

        @Override
        protected void run(CommandContext context) {
            WebhookDeliveryView view = webhooks(context).test(Fields.required(webhook, "WEBHOOK"));
            context.printer().resource(view, fields(view));
        }
    }

    @Command(
            name = "deliveries",
            description = "List what is on its way to a webhook and what has arrived, newest first.",
            footer = "%nExample:%n  switchboard webhooks deliveries WEBHOOK --state pending")
    static final class Deliveries extends ClientCommand {
        @Parameters(paramLabel = "WEBHOOK", description = "the webhook's id")
        private @Nullable WebhookId webhook;

        @Option(names = "--state", paramLabel = "STATE", description = "only those: ${COMPLETION-CANDIDATES}")
        private @Nullable WebhookDeliveryState state;

        @Mixin
        private final ListOptions options = new ListOptions();

        @Override
        protected void run(CommandContext context) {
            context.printer()
                    .list(
                            options.cut(webhooks(context)
                                    .deliveries(Fields.required(webhook, "WEBHOOK"), Optional.ofNullable(state))),
                            List.of("ID", "TYPE", "SEQUENCE", "STATE", "ATTEMPTS", "LAST"),
                            view -> List.of(
                                    view.id(),
                                    view.type(),
                                    Objects.requireNonNullElse(view.sequence(), "-"),
                                    view.state(),
                                    view.attempts(),
                                    last(view)));
        }
    }

    @Command(
            name = "replay",
            description = "Deliver an event once more, or all since a time.",
            footer = {
                "%nExamples:",
                "  switchboard webhooks replay WEBHOOK DELIVERY",
                "  switchboard webhooks replay WEBHOOK --since 2026-11-21T10:00"
            })
    static final class Replay extends ClientCommand {
        @Parameters(index = "0", paramLabel = "WEBHOOK", description = "the webhook's id")
        private @Nullable WebhookId webhook;

        @Parameters(index = "1", arity = "0..1", paramLabel = "DELIVERY", description = "the delivery's id")
        private @Nullable WebhookDeliveryId delivery;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "everything from this time on: " + TimeOption.FORM)
        private @Nullable Instant since;

        @Override
        protected void run(CommandContext context) {
            WebhookId id = Fields.required(webhook, "WEBHOOK");
            WebhookDeliveryId one = delivery;
            Instant from = since;
            if (one != null && from == null) {
                WebhookDeliveryView view = webhooks(context).replay(id, one);
                context.printer().resource(view, fields(view));
            } else if (one == null && from != null) {
                ReplayView view = webhooks(context).replay(id, from);
                context.printer().resource(view, Fields.of("queued", view.queued(), "go on from", view.next()));
            } else {
                throw wrongUse("Say what to deliver once more: a DELIVERY, or --since.");
            }
        }
    }

    @Command(
            name = "rotate-secret",
            description = "Give a webhook another secret; deliveries are signed with both for a while.",
            footer = "%nExample:%n  switchboard webhooks rotate-secret WEBHOOK")
    static final class RotateSecret extends ClientCommand {
        @Parameters(paramLabel = "WEBHOOK", description = "the webhook's id")
        private @Nullable WebhookId webhook;

        @Override
        protected void run(CommandContext context) {
            WebhookSecretView view = webhooks(context).rotateSecret(Fields.required(webhook, "WEBHOOK"));
            context.printer()
                    .resource(view, Fields.of("secret", view.secret(), "the former one until", view.formerUntil()));
        }
    }

    static Webhooks webhooks(CommandContext context) {
        return Webhooks.of(Credentials.enterprise(context));
    }

    static @Nullable Set<String> some(List<String> types) {
        return types.isEmpty() ? null : new TreeSet<>(types);
    }

    private static Object types(WebhookView view) {
        return Objects.requireNonNullElse(view.types(), "all");
    }

    private static String enabled(WebhookView view) {
        return view.enabled() ? "yes" : "no: " + view.disabledBecause();
    }

    private static String last(WebhookDeliveryView view) {
        if (view.failure() == null) {
            return view.status() == null ? "-" : view.status().toString();
        }
        return view.failure() + (view.status() == null ? "" : " " + view.status());
    }

    static Map<String, @Nullable Object> fields(WebhookView view) {
        return Fields.of(
                "id", view.id(),
                "url", view.url(),
                "types", types(view),
                "description", view.description(),
                "enabled", enabled(view),
                "created", view.createdAt());
    }

    private static Map<String, @Nullable Object> fields(WebhookDeliveryView view) {
        return Fields.of(
                "id", view.id(),
                "event", view.event(),
                "type", view.type(),
                "state", view.state(),
                "sequence", view.sequence(),
                "attempts", view.attempts(),
                "last answer", last(view));
    }
}
