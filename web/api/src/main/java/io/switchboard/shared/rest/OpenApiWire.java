// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Describes what is said: every record of the wire, every property, and which properties an answer always has. The words are those of
 * the records' Javadoc, taken over into a resource by a test, which also fails when the two differ.
 */
final class OpenApiWire {
    private static final String RESOURCE = "/openapi/wire.json";
    private static final Map<String, Told> TOLD = read();

    /**
     * What one record's source tells.
     *
     * @param always the properties that are never absent
     * @param properties what each property means
     */
    private record Told(String description, List<String> always, Map<String, String> properties) {}

    private OpenApiWire() {}

    private static Map<String, Told> read() {
        return read(RESOURCE, new TypeReference<>() {});
    }

    /** What a resource beside the document says. */
    static <T> T read(String resource, TypeReference<T> type) {
        try (InputStream bytes = OpenApiWire.class.getResourceAsStream(resource)) {
            return JsonMapper.builder().build().readValue(Objects.requireNonNull(bytes, resource), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds to each schema of a record what its source tells; leaves others alone. */
    static void refine(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> {
            Told told = TOLD.get(name);
            if (told != null && schema.getProperties() != null) {
                refine(schema, told, !name.endsWith("Request"));
            }
        });
    }

    private static void refine(Schema schema, Told told, boolean answered) {
        describe(schema, told.description());
        schema.getProperties().forEach((property, itsSchema) -> {
            describe(itsSchema, told.properties().get(property));
            // One moment of the library's own choosing, the same for every property, explains nothing.
            itsSchema.setExamples(null);
        });
        if (answered && !told.always().isEmpty()) {
            schema.setRequired(told.always());
        }
    }

    private static void describe(Schema schema, @Nullable String description) {
        if (schema.getDescription() == null && description != null) {
            schema.setDescription(description);
        }
    }
}
