// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.ClientCommand;
import io.switchboard.shared.client.CommandContext;
import io.switchboard.shared.client.CommandFamily;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.Printer;
import io.switchboard.shared.wire.MasterKeyView;
import picocli.CommandLine.Command;

/** {@code switchboard admin master-key …}: the key above all secrets of the server. */
@Command(
        name = "master-key",
        description = "Rotate the key above all secrets of the server.",
        subcommands = MasterKeyCommands.Rotate.class)
final class MasterKeyCommands extends CommandFamily {
    @Command(
            name = "rotate",
            description = {
                "Have the server make a new master key in its data directory.",
                "Copy master.key to where you keep it: backups from now on need the new one, those from before the old"
                        + " one."
            },
            footer = "%nExample:%n  switchboard admin master-key rotate")
    static final class Rotate extends ClientCommand {
        @Override
        protected void run(CommandContext context) {
            MasterKeyView view = MasterKey.of(Credentials.admin(context)).rotate();
            Printer printer = context.printer();
            printer.result(view, () -> {
                printer.fields(Fields.of("fingerprint", view.fingerprint(), "since", view.rotatedAt()));
                printer.line("Back up the file master.key of the server's data directory now; keep the old copy for old"
                        + " backups.");
            });
        }
    }
}
