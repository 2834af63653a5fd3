// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.shared.client.CommandGroup;
import io.switchboard.shared.client.Ids;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands of this feature. */
public final class CallsOnCommandLine implements CommandGroup {
    @Override
    public List<CommandLine> commands() {
        return Stream.of(new IdentifierCommands(), new SettingsCommands(), new CallCommands(), new WatchCommand())
                .map(CommandLine::new)
                .map(CallsOnCommandLine::converting)
                .toList();
    }

    @Override
    public int rank() {
        return 20;
    }

    private static CommandLine converting(CommandLine command) {
        return command.registerConverter(AccountId.class, Ids.reading(AccountId::new))
                .registerConverter(CallId.class, Ids.reading(CallId::new))
                .registerConverter(WeeklyHours.class, WeeklyHoursText::parse)
                .registerConverter(VirtualIdentifierId.class, Ids.reading(VirtualIdentifierId::new));
    }
}
