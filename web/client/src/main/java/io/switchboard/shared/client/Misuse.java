// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * Says what is wrong with a command in one line and where help is; a command that needs a subcommand shows which there are. For
 * programs it is one JSON object like every other failure.
 */
final class Misuse implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        String hint = Suggestions.of(misuse, arguments);
        String help = command.getCommandSpec().qualifiedName() + " --help";
        if (wantsJson(arguments)) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("error", "usage");
            error.put("message", (misuse.getMessage() + " " + hint).strip());
            error.put("help", help);
            printer(command).note(Json.write(error));
            return ExitCode.USAGE;
        }
        printer(command).note((misuse.getMessage() + "\n" + hint).stripTrailing());
        if (!command.getSubcommands().isEmpty() && hint.isEmpty()) {
            command.usage(command.getErr(), CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
            command.getErr().flush();
        } else {
            printer(command).note("See: " + help);
        }
        return ExitCode.USAGE;
    }

    private static Printer printer(CommandLine command) {
        return ((SwitchboardCommand) command.getCommandSpec().root().userObject()).printer(command);
    }

    /** Looks at the words themselves: what is wrong may stand before {@code --json}, and then the option has not been read. */
    private static boolean wantsJson(String[] arguments) {
        return Arrays.stream(arguments)
                .takeWhile(argument -> !argument.equals("--"))
                .anyMatch("--json"::equals);
    }
}
