// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something, as opposed to one that only has subcommands. */
public abstract class ClientCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Does the work.
     *
     * @throws Exception whatever went wrong; {@link Failures} says it in plain words and picks the exit code
     */
    protected abstract void run(CommandContext context) throws Exception;

    @Override
    public final Integer call() throws Exception {
        CommandSpec own = spec();
        run(((SwitchboardCommand) own.root().userObject()).context(own.commandLine()));
        return ExitCode.OK;
    }

    /** For arguments that each read well and do not go together; shown with the command's usage. */
    protected final CommandLine.ParameterException wrongUse(String message) {
        return new CommandLine.ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        CommandSpec own = spec;
        if (own == null) {
            throw new IllegalStateException("runs within a command line only");
        }
        return own;
    }
}
