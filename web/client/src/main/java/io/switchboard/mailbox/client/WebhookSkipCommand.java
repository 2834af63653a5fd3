// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookDeliveryView;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.mailbox.wire.WebhookView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.Printer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code switchboard webhooks skip}. */
@Command(
        name = "skip",
        description = {
            "Take a delivery that does not arrive off the way; what waits behind it gets its turn.",
            "Its webhook is not told of this event any more; 'webhooks replay --since' brings it while events are kept."
        },
        footer = {
            "%nExamples:",
            "  switchboard webhooks deliveries WEBHOOK --state pending",
            "  switchboard webhooks skip WEBHOOK DELIVERY"
        })
final class WebhookSkipCommand extends ClientCommand {
    @Parameters(index = "0", paramLabel = "WEBHOOK", description = "the webhook's id")
    private @Nullable WebhookId webhook;

    @Parameters(index = "1", paramLabel = "DELIVERY", description = "the delivery's id")
    private @Nullable WebhookDeliveryId delivery;

    @Override
    protected void run(CommandContext context) {
        WebhookId to = Fields.required(webhook, "WEBHOOK");
        WebhookDeliveryId id = Fields.required(delivery, "DELIVERY");
        Webhooks webhooks = WebhookCommands.webhooks(context);
        WebhookView receiver = webhooks.get(to).value();
        WebhookDeliveryView lost = webhooks.delivery(to, id);
        webhooks.skip(to, id);
        Printer printer = context.printer();
        printer.result(
                Fields.of("skipped", id, "event", lost.event(), "type", lost.type(), "url", receiver.url()), () -> {
                    printer.line("Skipped " + id + ": " + receiver.url() + " is not told of event " + lost.event()
                            + ", " + lost.type() + " of " + printer.text(lost.createdAt()) + ".");
                    if (lost.sequence() != null) {
                        printer.line("Its sequence there, " + lost.sequence() + ", is missing from now on.");
                    }
                    printer.line("To tell it after all, with everything since: switchboard webhooks replay " + to
                            + " --since " + lost.createdAt());
                });
    }
}
