// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.client;

import io.switchboard.shared.client.CommandGroup;
import io.switchboard.shared.client.Ids;
import io.switchboard.shared.wire.AccountId;
import java.util.List;
import picocli.CommandLine;

/** The commands of this feature. */
public final class ServersOnCommandLine implements CommandGroup {
    @Override
    public List<CommandLine> commands() {
        return List.of(
                new CommandLine(new ServersCommand()).registerConverter(AccountId.class, Ids.reading(AccountId::new)));
    }

    @Override
    public int rank() {
        return 26;
    }
}
