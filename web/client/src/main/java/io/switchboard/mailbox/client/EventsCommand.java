// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.client.Credentials;
import io.switchboard.mailbox.wire.EnterpriseEventView;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.ListOptions;
import io.switchboard.shared.client.TimeOption;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code switchboard events}: what has happened to an enterprise's accounts. */
@Command(
        name = "events",
        description = "List what has happened to the enterprise's accounts, newest first.",
        footer = {
            "%nExamples:",
            "  switchboard events --type \"call.*\" --since 2026-11-21T10:00",
            "  switchboard --json events --account ACCOUNT"
        })
final class EventsCommand extends ClientCommand {
    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "a type, call.ringing, or all that begin alike, call.*")
    private @Nullable String type;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "only what concerns this account")
    private @Nullable AccountId account;

    @Option(names = "--since", paramLabel = "TIME", description = "nothing earlier: " + TimeOption.FORM)
    private @Nullable Instant since;

    @Mixin
    private final ListOptions options = new ListOptions();

    @Override
    protected void run(CommandContext context) {
        Events.Filter filter =
                new Events.Filter(Optional.ofNullable(type), Optional.ofNullable(account), Optional.ofNullable(since));
        context.printer()
                .list(
                        options.cut(Events.of(Credentials.enterprise(context)).list(filter)),
                        List.of("TIME", "TYPE", "SUBJECT", "ACCOUNT"),
                        event -> List.of(event.time(), shortType(event), event.subject(), whom(event)));
    }

    private static String shortType(EnterpriseEventView event) {
        return event.type().startsWith(CloudEvent.TYPE_PREFIX)
                ? event.type().substring(CloudEvent.TYPE_PREFIX.length())
                : event.type();
    }

    private static Object whom(EnterpriseEventView event) {
        AccountId concerned = event.account();
        return concerned == null ? "-" : concerned;
    }
}
