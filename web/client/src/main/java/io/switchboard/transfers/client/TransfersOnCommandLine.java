// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.CommandGroup;
import io.switchboard.shared.client.Ids;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.transfers.wire.TransferId;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands of this feature. */
public final class TransfersOnCommandLine implements CommandGroup {
    @Override
    public List<CommandLine> commands() {
        return Stream.of(
                        new SendCommand(), new ReceiveCommand(), new TransferCommands(), new TransferSettingsCommands())
                .map(CommandLine::new)
                .map(TransfersOnCommandLine::converting)
                .toList();
    }

    @Override
    public int rank() {
        return 25;
    }

    private static CommandLine converting(CommandLine command) {
        return command.registerConverter(AccountId.class, Ids.reading(AccountId::new))
                .registerConverter(TransferId.class, Ids.reading(TransferId::new));
    }
}
