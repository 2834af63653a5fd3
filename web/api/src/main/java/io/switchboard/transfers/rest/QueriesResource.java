// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.OpenAnswers;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Requests;
import io.switchboard.transfers.service.DeliveryService;
import io.switchboard.transfers.service.Queries;
import io.switchboard.transfers.service.QueryService;
import io.switchboard.transfers.wire.ProofRequest;
import io.switchboard.transfers.wire.QueryRequest;
import io.switchboard.transfers.wire.QueryView;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /queries}: what an enterprise's private server asks its central for, for sources. */
@Path("/queries")
@Produces(MediaType.APPLICATION_JSON)
public class QueriesResource {
    /** To one private server at a time. */
    private static final int MOST = 64;

    private static final OpenAnswers OPEN = new OpenAnswers(Integer.MAX_VALUE, MOST);

    @Inject
    QueryService service;

    @Inject
    Queries queries;

    @Inject
    ContentAnswers answers;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @Context
    UriInfo uri;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Ask for a content that a source sends by a private server")
    @APIResponse(
            responseCode = "201",
            description = "The central has it",
            content = @Content(schema = @Schema(implementation = QueryView.class)))
    @APIResponse(responseCode = "404", description = "content-unknown: it has not")
    public Response ask(@NotNull @Valid QueryRequest request) {
        Answer<QueryView> answer =
                requests.once(current.invocation(), request, QueryView.class, call -> service.ask(call, request));
        return Responses.created(uri, answer.view().id(), answer);
    }

    @GET
    @Path("/{id}")
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Read how it goes with what was asked for")
    public QueryView get(@PathParam("id") TransferId id) {
        return service.get(current.invocation(), id);
    }

    @POST
    @Path("/{id}/challenge")
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Ask for another challenge for the source")
    @APIResponseSchema(value = QueryView.class, responseCode = "200")
    public Response challenge(@PathParam("id") TransferId id) {
        return Responses.ok(
                requests.once(current.invocation(), null, QueryView.class, call -> service.challenge(call, id)));
    }

    @POST
    @Path("/{id}/proof")
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Pass on the source's answer to the challenge")
    @APIResponseSchema(value = QueryView.class, responseCode = "200")
    public Response prove(@PathParam("id") TransferId id, @NotNull @Valid ProofRequest request) {
        return Responses.ok(requests.onceWithOutcome(
                current.invocation(), request, QueryView.class, call -> queries.prove(call, id, request)));
    }

    @POST
    @Path("/{id}/cancellation")
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Say that what was asked for is not needed any more")
    @APIResponseSchema(value = QueryView.class, responseCode = "200")
    public Response cancel(@PathParam("id") TransferId id) {
        return Responses.ok(
                requests.once(current.invocation(), null, QueryView.class, call -> service.cancel(call, id)));
    }

    @GET
    @Path("/{id}/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Fetch a content that the source has proven to have, or one range of it")
    @APIResponse(responseCode = "200", description = "All of it")
    @APIResponse(responseCode = "206", description = "The range that Content-Range says")
    @APIResponse(responseCode = "416", description = "range-not-satisfiable: there are no such bytes")
    @APIResponse(responseCode = "429", description = "too-many-streams: as many are under way as may be")
    public Response fetch(
            @PathParam("id") TransferId id,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        Invocation invocation = current.invocation();
        if (!OPEN.admits(invocation.privateServer().client())) {
            throw RefusedException.of(
                    TransfersRefusal.TOO_MANY_STREAMS, "At most " + MOST + " answers may be under way at a time");
        }
        DeliveryService.Fetched fetched = queries.fetch(invocation, id);
        return answers.answer(queries.forSource(invocation, id), fetched, range, ifRange);
    }
}
