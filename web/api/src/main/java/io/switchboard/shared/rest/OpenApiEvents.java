// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EventType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Names every type of event: in the description of the property, and one by one, with its data, among the document's webhooks (OpenAPI
 * 3.1), as far as enterprises are told. The words are those of the enums' Javadoc, as {@link OpenApiWire}'s.
 */
final class OpenApiEvents {
    private static final String RESOURCE = "/openapi/events.json";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String EVENT = CloudEvent.class.getSimpleName();
    private static final String TAG = "webhooks";
    private static final Map<String, Happening> HAPPENINGS =
            new TreeMap<>(OpenApiWire.read(RESOURCE, new TypeReference<Map<String, Happening>>() {}));

    /** A type of event: when it happens, what its data is, and who is told. */
    private record Happening(String description, String data, EventType.Audience audience) {}

    private OpenApiEvents() {}

    /** Expects the document's schemas to be there. */
    static void refine(OpenAPI document) {
        document.getComponents().getSchemas().forEach((name, schema) -> {
            Map<String, Schema> properties = schema.getProperties();
            if (properties != null && properties.containsKey("type") && name.contains("Event")) {
                describe(properties.get("type"));
            }
        });
        HAPPENINGS.forEach((type, happening) -> {
            if (happening.audience() != EventType.Audience.TERMINALS) {
                requireSchema(document, type, happening.data());
                document.addWebhook(type.substring(CloudEvent.TYPE_PREFIX.length()), delivery(type, happening));
            }
        });
    }

    /** What no operation answers has no schema of itself. */
    private static void requireSchema(OpenAPI document, String type, String data) {
        if (!document.getComponents().getSchemas().containsKey(data)) {
            throw new IllegalStateException("The data of " + type + ", " + data
                    + ", is in no answer: name it among the components of ApiApplication's @OpenAPIDefinition");
        }
    }

    private static void describe(Schema type) {
        StringBuilder list = new StringBuilder(type.getDescription() == null ? "" : type.getDescription());
        HAPPENINGS.forEach((name, happening) -> list.append("\n- `")
                .append(name)
                .append("` (`")
                .append(happening.data())
                .append("`): ")
                .append(happening.description()));
        type.setDescription(
                list.append("\n\nMore may come: ignore what you do not know.").toString());
    }

    private static PathItem delivery(String type, Happening happening) {
        Schema event = OASFactory.createSchema()
                .addAllOf(OASFactory.createSchema().ref(SCHEMAS + EVENT))
                .addAllOf(OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .addProperty("type", OASFactory.createSchema().constValue(type))
                        .addProperty("data", OASFactory.createSchema().ref(SCHEMAS + happening.data())));
        Operation operation = OASFactory.createOperation()
                .operationId("on" + camelCase(type.substring(CloudEvent.TYPE_PREFIX.length())))
                .tags(List.of(TAG))
                .summary(happening.description())
                .requestBody(OASFactory.createRequestBody()
                        .required(true)
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        "application/cloudevents+json",
                                        OASFactory.createMediaType().schema(event))))
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse("2XX", OASFactory.createAPIResponse().description("Taken; nothing else is")));
        return OASFactory.createPathItem().POST(operation);
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[.-]", -1)) {
            camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return camel.toString();
    }
}
