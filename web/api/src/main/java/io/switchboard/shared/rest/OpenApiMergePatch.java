// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Describes edits: a merge patch (RFC 7396) need not have any property, and null takes a value away; the tag that {@code If-Match} names
 * comes with every reading and every edit.
 */
final class OpenApiMergePatch {
    private OpenApiMergePatch() {}

    static void refine(OpenAPI document, PathItem item) {
        if (item.getPATCH() == null || !isEdit(item.getPATCH())) {
            return;
        }
        for (MediaType body :
                item.getPATCH().getRequestBody().getContent().getMediaTypes().values()) {
            loosen(schema(document, body.getSchema()));
        }
        tag(item.getPATCH());
        if (item.getGET() != null) {
            tag(item.getGET());
        }
    }

    /** Whether it edits; another {@code PATCH} takes the bytes of an upload. */
    static boolean isEdit(Operation patch) {
        return patch.getRequestBody() != null
                && patch.getRequestBody().getContent().hasMediaType(MergePatch.MEDIA_TYPE);
    }

    private static Schema schema(OpenAPI document, Schema named) {
        String reference = named.getRef();
        String name = reference == null ? "" : reference.substring(reference.lastIndexOf('/') + 1);
        return document.getComponents().getSchemas().getOrDefault(name, named);
    }

    private static void loosen(Schema patch) {
        patch.setRequired(null);
        Map<String, Schema> properties = new LinkedHashMap<>(patch.getProperties());
        properties.replaceAll((name, property) -> orNull(property));
        patch.setProperties(properties);
        patch.setDescription(
                "A merge patch (RFC 7396): what is absent stays, null takes the value away where there may be none");
    }

    private static Schema orNull(Schema property) {
        Schema none = OASFactory.createSchema().addType(Schema.SchemaType.NULL);
        return OASFactory.createSchema().description(property.getDescription()).anyOf(List.of(property, none));
    }

    private static void tag(Operation operation) {
        Header tag = OASFactory.createHeader()
                .description("The version, as If-Match names it")
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
        operation.getResponses().getAPIResponse("200").addHeader("ETag", tag);
    }
}
