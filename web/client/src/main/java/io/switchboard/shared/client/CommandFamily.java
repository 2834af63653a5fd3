// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has subcommands; alone it says which. */
public abstract class CommandFamily implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final void run() {
        CommandSpec own = spec;
        if (own == null) {
            throw new IllegalStateException("runs within a command line only");
        }
        throw new CommandLine.ParameterException(
                own.commandLine(), "'" + own.qualifiedName() + "' needs one of its subcommands.");
    }
}
