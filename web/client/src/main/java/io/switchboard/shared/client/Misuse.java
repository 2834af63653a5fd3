// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command in one line and where help is; a command that needs a subcommand shows which there are. */
final class Misuse implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(misuse.getMessage());
        boolean suggested = UnmatchedArgumentException.printSuggestions(misuse, err);
        if (!command.getSubcommands().isEmpty() && !suggested) {
            command.usage(err, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        } else {
            err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.USAGE;
    }
}
