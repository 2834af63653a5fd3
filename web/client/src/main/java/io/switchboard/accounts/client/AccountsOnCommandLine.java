// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.SigningKeyId;
import io.switchboard.shared.client.CommandGroup;
import io.switchboard.shared.client.Ids;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands of this feature. */
public final class AccountsOnCommandLine implements CommandGroup {
    @Override
    public List<CommandLine> commands() {
        return Stream.of(
                        new AdminCommands(),
                        new EnterpriseCommands(),
                        new AccountCommands(),
                        new EnrolCommand(),
                        new TerminalCommands(),
                        new AuditCommands())
                .map(CommandLine::new)
                .map(AccountsOnCommandLine::converting)
                .toList();
    }

    @Override
    public int rank() {
        return 10;
    }

    private static CommandLine converting(CommandLine command) {
        return command.registerConverter(EnterpriseId.class, Ids.reading(EnterpriseId::new))
                .registerConverter(ApiClientId.class, Ids.reading(ApiClientId::new))
                .registerConverter(AccountId.class, Ids.reading(AccountId::new))
                .registerConverter(TerminalId.class, Ids.reading(TerminalId::new))
                .registerConverter(SigningKeyId.class, Ids.reading(SigningKeyId::new));
    }
}
