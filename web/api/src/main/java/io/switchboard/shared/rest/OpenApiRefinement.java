// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.wire.TypedId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Makes the document say what the server really speaks: enum constants by their published names, typed ids as text, problems as the
 * answer to every refusal, and the headers that every endpoint understands.
 */
public class OpenApiRefinement implements OASFilter {
    @Override
    public Schema filterSchema(Schema schema) {
        List<Object> constants = schema.getEnumeration();
        if (constants != null) {
            schema.setEnumeration(constants.stream()
                    .map(constant -> (Object)
                            constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList());
        }
        String pattern = schema.getPattern();
        if (pattern != null && !pattern.startsWith("^")) {
            // The whole of a value has to match; to JSON Schema a part would do.
            schema.setPattern("^(?:" + pattern + ")$");
        }
        return schema;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
        schemas.replaceAll((name, schema) -> isTypedId(name, schema) ? id(name) : schema);
        schemas.put("FieldProblem", fieldProblem());
        schemas.put("Problem", problem());
        OpenApiWire.refine(schemas);
        document.getComponents().setSchemas(schemas);
        OpenApiEvents.refine(document);
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.endsWith("/oauth2/token")) {
                OpenApiTokenEndpoint.refine(document, item.getPOST());
            }
            item.getOperations().forEach((method, operation) -> refine(document, path, method, operation));
            OpenApiMergePatch.refine(document, item);
        });
        OpenApiNames.declareTags(document);
    }

    private static boolean isTypedId(String name, Schema schema) {
        return name.endsWith(TypedId.class.getSimpleName().substring("Typed".length()))
                && schema.getProperties() != null
                && schema.getProperties().keySet().equals(java.util.Set.of("value"));
    }

    private static Schema id(String name) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .format("uuid")
                .description(name + ", opaque");
    }

    private static Schema fieldProblem() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("pointer", text())
                .addProperty("detail", text());
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("type", text())
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text())
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(OASFactory.createSchema().ref("#/components/schemas/FieldProblem")))
                .addProperty("state", text())
                .addProperty(
                        "allowed",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(text()))
                .addProperty("oldest", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("reference", text());
    }

    private static void refine(OpenAPI document, String path, PathItem.HttpMethod method, Operation operation) {
        OpenApiNames.refine(operation);
        if (operation.getParameters() != null) {
            // Header fields that no parameter of the method is bound to.
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getSchema() == null)
                    .forEach(parameter -> parameter.setSchema(text()));
        }
        if (!path.contains("/oauth2/")) {
            OpenApiPages.refine(document, operation);
            addHeaders(method, operation);
        }
        OpenApiRefusals.refine(method, operation);
        OpenApiHeaders.refine(path, method, operation);
        if (operation.getSecurity() != null && operation.getSecurity().isEmpty()) {
            // An empty list is not written, and the document's own requirement would hold.
            operation.setSecurity(List.of(OASFactory.createSecurityRequirement()));
        }
    }

    private static void addHeaders(PathItem.HttpMethod method, Operation operation) {
        if (method == PathItem.HttpMethod.POST) {
            operation.addParameter(header(
                    "Idempotency-Key",
                    "The same key and request are carried out once; 1 to 128 visible ASCII characters"));
        }
        if (method == PathItem.HttpMethod.PATCH && OpenApiMergePatch.isEdit(operation)) {
            operation.addParameter(
                    header("If-Match", "The ETag of the last answer").required(true));
        }
        if (OpenApiRefusals.isGuarded(operation)) {
            operation.addParameter(header(RequestAttributes.ACCOUNT_HEADER, "The account that an API client acts for"));
        }
    }

    private static Parameter header(String name, String description) {
        return OASFactory.createParameter()
                .in(Parameter.In.HEADER)
                .name(name)
                .description(description)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }
}
