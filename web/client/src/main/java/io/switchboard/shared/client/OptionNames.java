// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What people call a part of a request: the server points into the JSON that it got, which nobody who typed a command has seen. Options
 * and parameters are named like the members of the requests, so that the command itself says which of them is meant.
 */
final class OptionNames {
    /** Members that come of several options, each named for one kind of them. */
    private static final Map<String, List<String>> KINDS = Map.of("addresses", List.of("phone", "social"));

    private final CommandSpec command;

    /** @param command the command that was given */
    OptionNames(CommandSpec command) {
        this.command = command;
    }

    /**
     * The option or parameter of the command that became this part of the request, or the part that it is in; the pointer itself where
     * there is none.
     */
    String of(String pointer) {
        String part = pointer;
        while (true) {
            int last = part.lastIndexOf('/');
            Optional<String> named = named(part.substring(last + 1));
            if (named.isPresent()) {
                return named.get();
            }
            if (last < 0) {
                return pointer;
            }
            part = part.substring(0, last);
        }
    }

    private Optional<String> named(String member) {
        String name = member.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        return Stream.of(name, name.replaceFirst("^default-", ""), name + "-prompt", name.replaceFirst("s$", ""))
                .flatMap(candidate -> argument(candidate).stream())
                .findFirst()
                .or(() -> kinds(name));
    }

    private Optional<String> kinds(String name) {
        return Optional.of(KINDS.getOrDefault(name, List.of()).stream()
                        .flatMap(kind -> argument(kind).stream())
                        .collect(Collectors.joining(" or ")))
                .filter(names -> !names.isEmpty());
    }

    private Optional<String> argument(String name) {
        if (command.findOption("--" + name) != null) {
            return Optional.of("--" + name);
        }
        return command.positionalParameters().stream()
                .map(ArgSpec::paramLabel)
                .filter(label -> label.equalsIgnoreCase(name))
                .findFirst();
    }
}
