// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.switchboard.shared.wire.FieldProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bodies that are no JSON, or not the JSON that is expected. Says where, and never repeats the library's words. */
@Provider
public class JsonMapper implements ExceptionMapper<JsonProcessingException> {
    @Override
    public Response toResponse(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return Problems.invalid(null, List.of(new FieldProblem(pointer(mapping), detail(mapping))));
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return Problems.invalid("The body must be " + expected(mismatch.getTargetType()), List.of());
        }
        return Problems.invalid("The body is not well-formed JSON" + place(failure), List.of());
    }

    private static String place(JsonProcessingException failure) {
        return failure.getLocation() == null
                ? ""
                : " (line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr() + ")";
    }

    private static String pointer(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(part -> "/"
                        + (part.getFieldName() == null
                                ? Integer.toString(part.getIndex())
                                : part.getFieldName().replace("~", "~0").replace("/", "~1")))
                .collect(Collectors.joining());
    }

    private static String detail(JsonMappingException failure) {
        if (failure instanceof UnrecognizedPropertyException) {
            return "is not a property of this request";
        }
        if (failure instanceof InvalidFormatException format && format.getTargetType() == String.class) {
            return "holds a character that cannot be stored";
        }
        if (failure instanceof MismatchedInputException mismatch && !(failure instanceof InvalidTypeIdException)) {
            return "must be " + expected(mismatch.getTargetType());
        }
        return failure.getCause() instanceof IllegalArgumentException ? "is not an id" : "is not valid";
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null || type.isRecord()) {
            return "a JSON object";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a text";
            case "Integer", "Long", "int", "long" -> "a whole number";
            case "Boolean", "boolean" -> "true or false";
            case "Instant" -> "a time like 2026-01-31T08:00:00Z";
            case "Duration" -> "a duration like PT24H";
            case "List", "Set", "ArrayList", "HashSet" -> "a list";
            case "Map", "LinkedHashMap" -> "a JSON object of texts";
            default -> "another kind of value";
        };
    }
}
