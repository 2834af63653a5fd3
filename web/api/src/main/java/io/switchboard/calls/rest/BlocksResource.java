// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.rest;

import io.switchboard.calls.service.BlockService;
import io.switchboard.calls.wire.BlockCallerRequest;
import io.switchboard.calls.wire.BlockView;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** {@code /virtual-identifiers/{id}/blocks}: whom an identifier of the acting account lets through no more. */
@Path("/virtual-identifiers/{id}/blocks")
@Produces(MediaType.APPLICATION_JSON)
public class BlocksResource {
    @Inject
    BlockService blocks;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @Context
    UriInfo uri;

    @GET
    @Paged
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "List the callers that a virtual identifier blocks")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BlockView.class)))
    public Response list(@PathParam("id") VirtualIdentifierId id) {
        return Responses.page(uri, blocks.list(current.invocation(), id, current.page()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Block a caller of a virtual identifier, by its pseudonym or by one of its calls")
    @APIResponseSchema(value = BlockView.class, responseCode = "200")
    @APIResponse(responseCode = "409", description = "block-limit: it blocks 1,000 callers")
    public Response block(@PathParam("id") VirtualIdentifierId id, @NotNull @Valid BlockCallerRequest request) {
        return Responses.ok(
                requests.once(current.invocation(), request, BlockView.class, call -> blocks.block(call, id, request)));
    }

    @DELETE
    @Path("/{pseudonym}")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Let a blocked caller through again")
    public void unblock(@PathParam("id") VirtualIdentifierId id, @PathParam("pseudonym") String pseudonym) {
        if (!pseudonym.matches(BlockCallerRequest.PSEUDONYM)) {
            throw RefusedException.notFound();
        }
        requests.run(() -> {
            blocks.unblock(current.invocation(), id, pseudonym);
            return id;
        });
    }
}
