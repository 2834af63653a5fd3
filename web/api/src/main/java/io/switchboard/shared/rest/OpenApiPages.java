// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.wire.Page;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Describes lists. A resource declares an array of what it lists, since annotations cannot name {@code Page<View>}; what the server sends
 * is a {@link Page}, and the part of it is asked for by the parameters that {@link CurrentRequest#page()} reads.
 */
final class OpenApiPages {
    private OpenApiPages() {}

    /** Makes a page of the array that the operation declares; leaves an operation alone that declares none. */
    static void refine(OpenAPI document, Operation operation) {
        APIResponse answer = operation.getResponses().getAPIResponse("200");
        if (answer == null || answer.getContent() == null) {
            return;
        }
        Optional<MediaType> listed = answer.getContent().getMediaTypes().values().stream()
                .filter(type -> isArray(type.getSchema()))
                .findAny();
        listed.ifPresent(type -> {
            type.setSchema(named(document, type.getSchema()));
            answer.addHeader(
                    "Link",
                    OASFactory.createHeader()
                            .description("The next page, rel=\"next\" (RFC 8288); absent on the last page")
                            .schema(text()));
            operation.addParameter(limit()).addParameter(cursor());
        });
    }

    private static boolean isArray(@Nullable Schema schema) {
        return schema != null && schema.getType() != null && schema.getType().contains(Schema.SchemaType.ARRAY);
    }

    /** A page of a view has a name, so that a generated client has one type for it. */
    private static Schema named(OpenAPI document, Schema array) {
        String item = array.getItems().getRef();
        if (item == null) {
            return page(array);
        }
        String name = item.substring(item.lastIndexOf('/') + 1).replaceFirst("View$", "") + "Page";
        document.getComponents().addSchema(name, page(array));
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }

    private static Schema page(Schema items) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("One page, newest first")
                .required(List.of("items"))
                .addProperty("items", items.description("At most limit of them"))
                .addProperty(
                        "next", text().description("To be sent as cursor for the next page; absent on the last page"));
    }

    private static Parameter limit() {
        return query("limit", "The most items that the page may have")
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.INTEGER)
                        .minimum(BigDecimal.ONE)
                        .maximum(BigDecimal.valueOf(Page.MAX_LIMIT))
                        .defaultValue(Page.DEFAULT_LIMIT));
    }

    private static Parameter cursor() {
        return query("cursor", "The next of the page before; without it the first page is meant")
                .schema(text());
    }

    private static Parameter query(String name, String description) {
        return OASFactory.createParameter().in(Parameter.In.QUERY).name(name).description(description);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
