// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads enum constants in query parameters by their published names. */
@Provider
public class PublishedNames implements ParamConverterProvider {
    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        return type.isEnum() ? new EnumConverter<>(type) : null;
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
            throw RefusedException.field(SharedRefusal.INVALID_REQUEST, "query", "must be one of " + allowed);
        }

        @Override
        public String toString(T constant) {
            return constant.toString();
        }
    }
}
