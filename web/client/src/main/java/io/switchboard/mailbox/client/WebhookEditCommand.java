// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.mailbox.wire.WebhookView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code switchboard webhooks edit}. */
@Command(
        name = "edit",
        description = "Change a webhook, disable it, or enable it again: then it goes on where it stopped.",
        footer = {
            "%nExamples:",
            "  switchboard webhooks edit WEBHOOK --enable",
            "  switchboard webhooks edit WEBHOOK --type call.ringing --type call.missed"
        })
final class WebhookEditCommand extends ClientCommand {
    @Parameters(paramLabel = "WEBHOOK", description = "the webhook's id")
    private @Nullable WebhookId webhook;

    @Option(names = "--url", paramLabel = "URL", description = "where events are delivered to")
    private @Nullable String url;

    @Option(names = "--type", paramLabel = "TYPE", description = "instead of the present ones; may be repeated")
    private List<String> types = List.of();

    @Option(names = "--all-types", description = "every event")
    private boolean all;

    @Option(names = "--description", paramLabel = "TEXT", description = "for people")
    private @Nullable String description;

    @Option(names = "--enable", description = "deliver again")
    private boolean enable;

    @Option(names = "--disable", description = "deliver nothing; what happens meanwhile is not kept for it")
    private boolean disable;

    @Override
    protected void run(CommandContext context) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        put(changes, "url", url);
        put(changes, "types", WebhookCommands.some(types));
        put(changes, "description", description);
        if (all) {
            changes.put("types", null);
        }
        if (enable || disable) {
            changes.put("enabled", enable);
        }
        if (changes.isEmpty() || (enable && disable) || (all && !types.isEmpty())) {
            throw wrongUse("Say what to change: --url, --type or --all-types, --description, --enable or --disable.");
        }
        Webhooks webhooks = WebhookCommands.webhooks(context);
        WebhookView edited = webhooks.edit(webhooks.get(Fields.required(webhook, "WEBHOOK")), changes)
                .value();
        context.printer().resource(edited, WebhookCommands.fields(edited));
    }

    private static void put(Map<String, @Nullable Object> changes, String name, @Nullable Object value) {
        if (value != null) {
            changes.put(name, value);
        }
    }
}
