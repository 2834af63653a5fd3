// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.client.CommandGroup;
import java.util.List;
import picocli.CommandLine;

/** The demonstration, behind the commands of all features. */
public final class DemoOnCommandLine implements CommandGroup {
    @Override
    public List<CommandLine> commands() {
        return List.of(new CommandLine(new DemoCommand()));
    }

    @Override
    public int rank() {
        return 90;
    }
}
