// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.TypedId;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ids on the command line. */
public final class Ids {
    private Ids() {}

    /** Reads ids of one type, and says in plain words when a text is none. */
    public static <T extends TypedId> ITypeConverter<T> reading(Function<String, T> parser) {
        return text -> read(text, parser);
    }

    /**
     * Reads one.
     *
     * @throws TypeConversionException when the text is none
     */
    public static <T extends TypedId> T read(String text, Function<String, T> parser) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(
                    "'" + text + "' is not an id; ids look like 0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b");
        }
    }
}
