// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.ExternalDocumentation;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** Everything below {@code /api/v1}. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Switchboard",
                        version = "1",
                        description =
                                "Stands between two terminals and lets them call each other through virtual identifiers that hide the real account,"
                                        + " and send each other data by their identification code, so that what is known is not uploaded twice."
                                        + " Terminals read their events with GET /api/v1/mailbox, or over the WebSocket that"
                                        + " POST /api/v1/mailbox/tickets describes.",
                        license = @License(name = "Apache-2.0", identifier = "Apache-2.0")),
        externalDocs = @ExternalDocumentation(description = "The same, to browse", url = "/api/docs/"),
        security = @SecurityRequirement(name = "token"))
@SecurityScheme(
        securitySchemeName = "token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "An access token from POST /oauth2/token")
public class ApiApplication extends Application {}
