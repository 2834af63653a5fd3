// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Times;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TypedId;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters: enum constants by their published names, whole numbers, times, and texts that can be stored; anything else is a
 * refusal, not a missing page.
 */
@Provider
public class PublishedNames implements ParamConverterProvider {
    private static final int LONGEST_TEXT = 320;

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        if (type == long.class || type == Long.class) {
            return new NumberConverter<>(text -> cast(Long.valueOf(text)));
        }
        if (type == int.class || type == Integer.class) {
            return new NumberConverter<>(text -> cast(Integer.valueOf(text)));
        }
        if (TypedId.class.isAssignableFrom(type)) {
            return new IdConverter<>(type, isQuery(annotations));
        }
        if (type == Instant.class) {
            return new TextConverter<>(text -> type.cast(time(text)));
        }
        if (type == String.class && isQuery(annotations)) {
            return new TextConverter<>(text -> type.cast(filter(text)));
        }
        return type.isEnum() ? new EnumConverter<>(type) : null;
    }

    private static boolean isQuery(Annotation[] annotations) {
        return Arrays.stream(annotations).anyMatch(QueryParam.class::isInstance);
    }

    private static Instant time(String text) {
        try {
            return Times.writable(Instant.parse(text), "query");
        } catch (DateTimeException e) {
            throw invalid("must be a time like 2026-12-24T17:00:00Z");
        }
    }

    private static String filter(String text) {
        boolean readable = WireJson.isStorable(text) && text.codePoints().noneMatch(Character::isISOControl);
        if (text.isBlank() || text.length() > LONGEST_TEXT || !readable) {
            throw invalid("must be a text of 1 to " + LONGEST_TEXT + " characters without control characters");
        }
        return text;
    }

    private static RefusedException invalid(String detail) {
        return RefusedException.field(SharedRefusal.INVALID_REQUEST, "query", detail);
    }

    private record TextConverter<T>(Function<String, T> parser) implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            return parser.apply(text);
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }

    /** The caller has compared the types; the class object of a primitive type cannot cast. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(Number number) {
        return (T) number;
    }

    private record NumberConverter<T>(Function<String, T> parser) implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw invalid("must be a whole number");
            }
        }

        @Override
        public String toString(T number) {
            return number.toString();
        }
    }

    /** What is no id names nothing; in a query it is no filter. */
    private record IdConverter<T>(Class<T> type, boolean inQuery) implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            try {
                return type.getConstructor(String.class).newInstance(text);
            } catch (InvocationTargetException e) {
                throw inQuery ? invalid("must be an id") : RefusedException.notFound();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " cannot be read from text", e);
            }
        }

        @Override
        public String toString(T id) {
            return id.toString();
        }
    }

    private static final class EnumConverter<T> implements ParamConverter<T> {
        private final Class<T> type;

        EnumConverter(Class<T> type) {
            this.type = type;
        }

        @Override
        public T fromString(String text) {
            for (T constant : type.getEnumConstants()) {
                if (constant.toString().equals(text)) {
                    return constant;
                }
            }
            String allowed =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
            throw invalid("must be one of " + allowed);
        }

        @Override
        public String toString(T constant) {
            return constant.toString();
        }
    }
}
