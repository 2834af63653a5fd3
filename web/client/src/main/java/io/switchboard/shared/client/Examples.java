// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The examples of the help. A command that only has subcommands shows one of each of these. */
final class Examples {
    private static final String INDENT = "  ";

    private Examples() {}

    /** Gathers the examples of subcommands for the commands above them that show none of their own. */
    static void gatherIn(CommandLine command) {
        command.getSubcommands().values().forEach(Examples::gatherIn);
        CommandSpec own = command.getCommandSpec();
        if (!command.getSubcommands().isEmpty() && of(own).isEmpty()) {
            List<String> footer = new ArrayList<>(List.of("%nExamples:"));
            command.getSubcommands().values().stream()
                    .map(CommandLine::getCommandSpec)
                    .distinct()
                    .flatMap(below -> of(below).stream()
                            .filter(example -> example.contains(" " + below.name()))
                            .limit(1))
                    .forEach(footer::add);
            own.usageMessage().footer(footer.toArray(String[]::new));
        }
    }

    /** The examples that a command shows, as they are typed, indented. */
    static List<String> of(CommandSpec command) {
        return Arrays.stream(command.usageMessage().footer())
                .flatMap(line -> Arrays.stream(line.split("%n|\n", -1)))
                .filter(line -> line.startsWith(INDENT + command.root().name() + " "))
                .toList();
    }
}
