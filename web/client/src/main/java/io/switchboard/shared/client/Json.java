// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.TypedId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages of {@code wire} as JSON: ids and enum constants as their text, times and durations as ISO 8601, absent for null.
 * Properties that this version does not know are ignored, so that an older client works with a newer server.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule("switchboard").addSerializer(TypedId.class, ToStringSerializer.instance))
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    /** Writes a message in one line. */
    public static String write(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a message: " + message.getClass(), impossible);
        }
    }

    /** Writes a message for people to read. */
    public static String pretty(Object message) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a message: " + message.getClass(), impossible);
        }
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException when the text is not one of this type
     */
    public static <T> T read(String text, Class<T> type) {
        return tryRead(text, type).orElseThrow(() -> new IllegalArgumentException("not a " + type.getSimpleName()));
    }

    /** Reads a message; empty when the text is not one of this type. */
    public static <T> Optional<T> tryRead(String text, Class<T> type) {
        return tryRead(text, MAPPER.constructType(type));
    }

    /** Reads a page of a list; empty when the text is not one. */
    static <T> Optional<Page<T>> tryReadPage(String text, Class<T> item) {
        return tryRead(text, MAPPER.getTypeFactory().constructParametricType(Page.class, item));
    }

    /** Reads the {@code data} of an event, or any other tree, as a message; empty when it is not one of this type. */
    public static <T> Optional<T> tryConvert(Object tree, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.convertValue(tree, type));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** A message as a tree, to look into or to compare. */
    public static JsonNode tree(Object message) {
        return MAPPER.valueToTree(message);
    }

    private static <T> Optional<T> tryRead(String text, JavaType type) {
        try {
            @Nullable T value = MAPPER.readValue(text, type);
            return Optional.ofNullable(value);
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }
}
