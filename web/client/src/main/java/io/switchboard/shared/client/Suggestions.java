// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What somebody may have meant who has mistyped a command. */
final class Suggestions {
    /** In letters that are wrong, missing, too many, or swapped with their neighbours. */
    private static final int FARTHEST = 2;

    private Suggestions() {}

    /** In words; empty when there is nothing to propose. */
    static String of(ParameterException misuse, String... arguments) {
        CommandLine command = misuse.getCommandLine();
        Optional<String> dashed = dashed(command, arguments);
        if (dashed.isPresent()) {
            return dashed.get();
        }
        if (!(misuse instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        String typed = unmatched.getUnmatched().get(0);
        return unmatched.isUnknownOption()
                ? near(typed, command.getCommandSpec().optionsMap().keySet(), "")
                : near(
                        typed,
                        command.getSubcommands().keySet(),
                        command.getCommandSpec().qualifiedName() + " ");
    }

    /** A file's name may begin with a dash; one that begins with two is rather a mistyped option. */
    private static Optional<String> dashed(CommandLine command, String... arguments) {
        boolean takesNames = !command.getCommandSpec().positionalParameters().isEmpty();
        return Arrays.stream(arguments)
                .takeWhile(argument -> !argument.equals("--"))
                .filter(argument -> takesNames && argument.matches("(?s)-[^-].*"))
                .filter(argument -> !command.getCommandSpec().optionsMap().containsKey(argument))
                .findFirst()
                .map(name -> "'" + name
                        + "' is no option. A name that begins with a dash comes after all options and --, as in: -- "
                        + name);
    }

    /** The nearest of these names, if one is near. */
    private static String near(String typed, Set<String> names, String before) {
        int least = names.stream().mapToInt(name -> distance(typed, name)).min().orElse(Integer.MAX_VALUE);
        if (least > Math.min(FARTHEST, typed.length() / 2)) {
            return "";
        }
        return names.stream()
                .filter(name -> distance(typed, name) == least)
                .sorted()
                .map(name -> before + name)
                .collect(Collectors.joining(" or ", "Did you mean: ", "?"));
    }

    /** Of Damerau and Levenshtein, where no place is changed twice. */
    static int distance(String one, String other) {
        int[][] far = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                far[i][j] = i == 0 || j == 0 ? i + j : nearest(far, one, i, other, j);
            }
        }
        return far[one.length()][other.length()];
    }

    private static int nearest(int[][] far, String one, int i, String other, int j) {
        int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int least = Math.min(far[i - 1][j - 1] + wrong, Math.min(far[i - 1][j], far[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, far[i - 2][j - 2] + 1) : least;
    }
}
