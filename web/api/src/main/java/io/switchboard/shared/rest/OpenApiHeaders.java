// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Names the header fields of answers: of each that creates something where that is, of others those which a resource beside the document
 * lists.
 */
final class OpenApiHeaders {
    private static final String RESOURCE = "/openapi/headers.json";
    private static final String LOCATION = "Location";
    private static final String CREATED = "201";
    private static final String BASE = "/api/v1";

    /** Creates what has no place of its own. */
    private static final String WITHOUT_PLACE = "POST /mailbox/tickets";

    private static final Told TOLD = OpenApiWire.read(RESOURCE, new TypeReference<>() {});

    /** What a field says. */
    private record Field(String type, String description) {}

    /**
     * What the resource tells.
     *
     * @param answers by operation and status, the names of fields
     */
    private record Told(Map<String, Field> fields, Map<String, Map<String, List<String>>> answers) {}

    private OpenApiHeaders() {}

    static void refine(String path, PathItem.HttpMethod method, Operation operation) {
        String name = method + " " + path.substring(path.startsWith(BASE) ? BASE.length() : 0);
        Map<String, APIResponse> responses = operation.getResponses().getAPIResponses();
        if (responses.containsKey(CREATED) && !name.equals(WITHOUT_PLACE)) {
            add(responses.get(CREATED), LOCATION);
        }
        TOLD.answers().getOrDefault(name, Map.of()).forEach((status, fields) -> {
            APIResponse response = Objects.requireNonNull(responses.get(status), () -> name + " has no " + status);
            fields.forEach(field -> add(response, field));
        });
    }

    private static void add(APIResponse response, String name) {
        Field field = Objects.requireNonNull(TOLD.fields().get(name), name);
        Schema.SchemaType type = Schema.SchemaType.valueOf(field.type().toUpperCase(Locale.ROOT));
        Header header = OASFactory.createHeader()
                .description(field.description())
                .schema(OASFactory.createSchema().addType(type));
        response.addHeader(name, header);
    }
}
