// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.rest;

import io.switchboard.calls.service.RefusedCallService;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.calls.wire.RefusedCallView;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /refused-calls}: those to an enterprise's own identifiers. */
@Path("/refused-calls")
@Produces(MediaType.APPLICATION_JSON)
public class RefusedCallsResource {
    @Inject
    RefusedCallService refusals;

    @Inject
    CurrentRequest current;

    @Context
    UriInfo uri;

    @GET
    @Paged
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "List the calls to the enterprise's identifiers that were not let through, with the cause")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = RefusedCallView.class)))
    public Response list(
            @QueryParam("identifier") @Nullable VirtualIdentifierId identifier,
            @QueryParam("cause") @Nullable RefusalCause cause,
            @QueryParam("since") @Nullable Instant since) {
        return Responses.page(uri, refusals.list(current.invocation(), identifier, cause, since, current.page()));
    }
}
