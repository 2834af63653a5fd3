// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.service.EnterpriseEventService;
import io.switchboard.mailbox.wire.EnterpriseEventView;
import io.switchboard.mailbox.wire.EventPattern;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.wire.AccountId;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /events}: what has happened to an enterprise's accounts. */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
public class EventsResource {
    @Inject
    EnterpriseEventService events;

    @Inject
    CurrentRequest current;

    @Context
    UriInfo uri;

    @GET
    @Paged
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "List what has happened to the enterprise's accounts")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = EnterpriseEventView.class)))
    public Response list(
            @Parameter(description = "A type, call.ringing, or all that begin alike, call.*")
                    @QueryParam("type")
                    @Pattern(regexp = EventPattern.REGEXP)
                    @Size(max = EventPattern.LENGTH)
                    @Nullable
                    String type,
            @Parameter(description = "Only what concerns this account") @QueryParam("account") @Nullable
                    AccountId account,
            @Parameter(description = "Nothing earlier than this time (RFC 3339)") @QueryParam("since") @Nullable
                    Instant since) {
        return Responses.page(
                uri,
                events.list(
                        current.invocation(),
                        Optional.ofNullable(type),
                        Optional.ofNullable(account),
                        Optional.ofNullable(since),
                        current.page()));
    }
}
