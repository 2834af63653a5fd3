// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Options that take one of several words: as the help writes them, in any case. */
final class Choices {
    private Choices() {}

    /** Has such options of a command and of those below it read, and refused, by the words that its help shows. */
    static void readIn(CommandLine command) {
        command.getCommandSpec().args().stream()
                .flatMap(argument -> Stream.concat(
                        Stream.of(argument.type()),
                        Arrays.stream(argument.typeInfo().getAuxiliaryTypes())))
                .filter(Class::isEnum)
                .forEach(type -> command.registerConverter(constants(type), text -> chosen(type, text)));
        command.getSubcommands().values().forEach(Choices::readIn);
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> constants(Class<?> type) {
        return (Class<Object>) type;
    }

    private static String word(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object chosen(Class<?> type, String text) {
        String word = word(text.strip());
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Choices::word)
                                .collect(Collectors.joining(", "))
                        + " but was '" + text + "'"));
    }
}
