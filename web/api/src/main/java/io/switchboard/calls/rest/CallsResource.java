// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.rest;

import io.switchboard.calls.service.AdmissionService;
import io.switchboard.calls.service.CallService;
import io.switchboard.calls.wire.CallDirection;
import io.switchboard.calls.wire.CallFilter;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.PlaceCallRequest;
import io.switchboard.calls.wire.RejectCallRequest;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.BodyOptional;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.HeldRefusals;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /calls}: those that the acting account placed or received. */
@Path("/calls")
@Produces(MediaType.APPLICATION_JSON)
public class CallsResource {
    @Inject
    AdmissionService admission;

    @Inject
    CallService calls;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @Inject
    HeldRefusals held;

    @Context
    UriInfo uri;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(
            summary = "Call a virtual identifier",
            description =
                    "When the call is not let through the answer is 403 call-refused, whatever the cause, and at the same"
                            + " time after the request's arrival.")
    @APIResponse(
            responseCode = "201",
            description = "The call rings",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    public void place(@NotNull @Valid PlaceCallRequest request, @Suspended AsyncResponse response) {
        held.answer(response, CallsRefusal.CALL_REFUSED, () -> {
            Answer<CallView> answer = requests.onceWithOutcome(
                    current.invocation(), request, CallView.class, call -> admission.place(call, request));
            return Responses.created(uri, answer.view().id(), answer);
        });
    }

    @GET
    @Paged
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "List the account's calls")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = CallView.class)))
    public Response list(
            @QueryParam("direction") @Nullable CallDirection direction,
            @Parameter(description = "Only those in this state now, as the account sees it")
                    @QueryParam("state")
                    @Nullable
                    CallState state,
            @Parameter(description = "Only those by this identifier of the account")
                    @QueryParam("virtualIdentifierId")
                    @Nullable
                    VirtualIdentifierId identifier,
            @Parameter(description = "Only those that the account placed and calls so")
                    @QueryParam("externalId")
                    @Nullable
                    String externalId,
            @Parameter(description = "Placed at this time or later") @QueryParam("since") @Nullable Instant since,
            @Parameter(description = "Placed before this time") @QueryParam("until") @Nullable Instant until) {
        CallFilter asked = new CallFilter(direction, state, identifier, externalId, since, until);
        return Responses.page(uri, calls.list(current.invocation(), asked, current.page()));
    }

    @GET
    @Path("/{id}")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Show a call as the asking side may see it")
    public CallView get(@PathParam("id") CallId id) {
        return calls.get(current.invocation(), id);
    }

    @POST
    @Path("/{id}/ring-acknowledgement")
    @AllowedTo(Callers.TERMINAL)
    @Operation(summary = "Say that this terminal rings")
    @APIResponseSchema(value = CallView.class, responseCode = "200")
    public Response ringAcknowledged(@PathParam("id") CallId id) {
        return moved(call -> calls.ringAcknowledged(call, id));
    }

    @POST
    @Path("/{id}/answer")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Answer a ringing call; the first answer wins")
    @APIResponseSchema(value = CallView.class, responseCode = "200")
    public Response answer(@PathParam("id") CallId id) {
        return Responses.ok(
                requests.onceWithOutcome(current.invocation(), null, CallView.class, call -> calls.answer(call, id)));
    }

    @POST
    @Path("/{id}/rejection")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @BodyOptional
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Reject a ringing call")
    @APIResponseSchema(value = CallView.class, responseCode = "200")
    public Response reject(@PathParam("id") CallId id, @Valid @Nullable RejectCallRequest request) {
        RejectCallRequest how = request == null ? new RejectCallRequest(null, null) : request;
        return Responses.ok(
                requests.once(current.invocation(), how, CallView.class, call -> calls.reject(call, id, how)));
    }

    @POST
    @Path("/{id}/cancellation")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Give up a call that still rings")
    @APIResponseSchema(value = CallView.class, responseCode = "200")
    public Response cancel(@PathParam("id") CallId id) {
        return moved(call -> calls.cancel(call, id));
    }

    @POST
    @Path("/{id}/connection")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Say that this side is connected")
    @APIResponseSchema(value = CallView.class, responseCode = "200")
    public Response connected(@PathParam("id") CallId id) {
        return moved(call -> calls.connected(call, id));
    }

    @POST
    @Path("/{id}/hang-up")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Hang up")
    @APIResponseSchema(value = CallView.class, responseCode = "200")
    public Response hangUp(@PathParam("id") CallId id) {
        return moved(call -> calls.hangUp(call, id));
    }

    private Response moved(Function<Invocation, CallView> move) {
        return Responses.ok(requests.once(current.invocation(), null, CallView.class, move));
    }
}
