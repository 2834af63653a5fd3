// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.client;

import io.switchboard.accounts.client.ActingOption;
import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.wire.Page;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code switchboard servers}: those that data can be sent through. */
@Command(
        name = "servers",
        description = "List the servers that you can send through: the central one, and private ones beside it.",
        footer = {"%nExamples:", "  switchboard servers", "  switchboard send holiday.mp4 --to ACCOUNT --via Office"})
final class ServersCommand extends ClientCommand {
    @Mixin
    private final ActingOption acting = new ActingOption();

    @Override
    protected void run(CommandContext context) {
        context.printer()
                .list(
                        new Page<>(Servers.of(acting.session(context)).list(), null),
                        List.of("NAME", "KIND", "URL", "HERE"),
                        server -> List.of(server.name(), server.kind(), server.url(), server.here() ? "yes" : "-"));
    }
}
