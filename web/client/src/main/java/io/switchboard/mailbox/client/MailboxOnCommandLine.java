// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.client.CommandGroup;
import io.switchboard.shared.client.Ids;
import io.switchboard.shared.wire.AccountId;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands of this feature. */
public final class MailboxOnCommandLine implements CommandGroup {
    @Override
    public List<CommandLine> commands() {
        return Stream.of(new WebhookCommands(), new EventsCommand())
                .map(CommandLine::new)
                .map(MailboxOnCommandLine::converting)
                .toList();
    }

    @Override
    public int rank() {
        return 30;
    }

    private static CommandLine converting(CommandLine command) {
        return command.registerConverter(AccountId.class, Ids.reading(AccountId::new))
                .registerConverter(WebhookId.class, Ids.reading(WebhookId::new))
                .registerConverter(WebhookDeliveryId.class, Ids.reading(WebhookDeliveryId::new));
    }
}
