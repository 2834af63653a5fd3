// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Describes the token endpoint (RFC 6749 section 4.4): the two ways in which a client authenticates, of which a document can call only
 * one a security scheme, the token, and the refusals in that standard's form.
 */
final class OpenApiTokenEndpoint {
    private static final String BASIC = "clientSecretBasic";

    private OpenApiTokenEndpoint() {}

    static void refine(OpenAPI document, Operation operation) {
        document.getComponents()
                .addSecurityScheme(
                        BASIC,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description(
                                        "client_secret_basic: an API client's id and secret, each form-encoded first (RFC 6749 section 2.3.1)"));
        operation.setSecurity(List.of(
                OASFactory.createSecurityRequirement().addScheme(BASIC), OASFactory.createSecurityRequirement()));
        operation.setDescription(
                "API clients send their id and secret in the Authorization header (client_secret_basic). Terminals send no such header but"
                        + " client_assertion_type and client_assertion (private_key_jwt, RFC 7523). Whoever does both is refused.");
        operation.setRequestBody(OASFactory.createRequestBody()
                .required(true)
                .content(OASFactory.createContent()
                        .addMediaType(
                                MediaType.APPLICATION_FORM_URLENCODED,
                                OASFactory.createMediaType().schema(form()))));
        document.getComponents().addSchema("AccessToken", token()).addSchema("TokenError", error());
        operation
                .getResponses()
                .addAPIResponse("200", json("The token", "AccessToken"))
                .addAPIResponse("400", json("The request is wrong (RFC 6749 section 5.2)", "TokenError"))
                .addAPIResponse("401", json("The client's credentials do not hold: invalid_client", "TokenError"));
    }

    private static Schema form() {
        return object("grant_type")
                .addProperty("grant_type", text("The only grant").addEnumeration("client_credentials"))
                .addProperty(
                        "client_assertion_type",
                        text("With client_assertion")
                                .addEnumeration("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
                .addProperty(
                        "client_assertion",
                        text(
                                "For terminals instead of the header: a JWT in compact form, ES256, signed with the private half of the"
                                        + " key sig that the terminal enrolled with. Its claims: iss and sub, both the terminal's id; aud, the"
                                        + " server's URL alone; iat; exp, at most 60 seconds after iat; jti, at most 200 characters, never"
                                        + " used before."));
    }

    private static Schema token() {
        return object("access_token", "token_type", "expires_in", "scope")
                .addProperty(
                        "access_token",
                        text("To be sent as Authorization: Bearer; what is in it is the server's own affair"))
                .addProperty("token_type", text("How to send it").addEnumeration("Bearer"))
                .addProperty(
                        "expires_in",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("Seconds"))
                .addProperty("scope", text("What the token is good for, parted by spaces"));
    }

    private static Schema error() {
        return object("error", "error_description")
                .addProperty("error", text("invalid_request, unsupported_grant_type or invalid_client"))
                .addProperty("error_description", text("What happened this time"));
    }

    private static APIResponse json(String description, String schema) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                MediaType.APPLICATION_JSON,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + schema))));
    }

    private static Schema object(String... required) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).required(List.of(required));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
