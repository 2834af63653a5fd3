// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.BodyOptional;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.HeldRefusals;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Requests;
import io.switchboard.transfers.service.DeclarationService;
import io.switchboard.transfers.service.Relays;
import io.switchboard.transfers.service.TransferService;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.DeclineTransferRequest;
import io.switchboard.transfers.wire.ProofRequest;
import io.switchboard.transfers.wire.ReceiptRequest;
import io.switchboard.transfers.wire.TransferDirection;
import io.switchboard.transfers.wire.TransferFilter;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferView;
import io.switchboard.transfers.wire.TransfersRefusal;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /transfers}: those that the acting account sends or receives. */
@Path("/transfers")
@Produces(MediaType.APPLICATION_JSON)
public class TransfersResource {
    @Inject
    DeclarationService declarations;

    @Inject
    TransferService transfers;

    @Inject
    Relays relays;

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
            summary = "Send data by their identification code",
            description =
                    "When a virtual identifier does not let the transfer through the answer is 403 transfer-refused, whatever the"
                            + " cause, and at the same time after the request's arrival.")
    @APIResponse(
            responseCode = "201",
            description =
                    "Declared, and offered to the target; content says what is to be done: prove, upload, or nothing. From a private"
                            + " server, Cache-Status (RFC 9211) says whether its central was asked",
            content = @Content(schema = @Schema(implementation = TransferView.class)))
    @APIResponse(
            responseCode = "403",
            description =
                    "transfer-refused: the virtual identifier does not let it through; addresses-off: the enterprise does not send to"
                            + " addresses; forbidden: this caller may not do this")
    @APIResponse(
            responseCode = "409",
            description =
                    "too-many-transfers: the account has too many open ones; idempotency-key-in-use (with Retry-After)")
    @APIResponse(
            responseCode = "422",
            description =
                    "wrong-rule: the enterprise identifies data by another algorithm, which detail names; target-unknown;"
                            + " target-ambiguous: several terminals are at the address; transfer-too-large; idempotency-key-reused: the key was"
                            + " used with another request")
    @APIResponse(responseCode = "507", description = "quota-exceeded: the enterprise, or the account, has no room left")
    public void declare(@NotNull @Valid CreateTransferRequest request, @Suspended AsyncResponse response) {
        held.answer(response, TransfersRefusal.TRANSFER_REFUSED, () -> {
            Relays.Asked asked = relays.ask(current.invocation(), request);
            Answer<TransferView> answer = null;
            try {
                answer = requests.onceWithOutcome(
                        current.invocation(),
                        request,
                        TransferView.class,
                        call -> declarations.declare(call, request, asked.content()));
            } finally {
                // With a key the same may be under way: what the central keeps for it is the other's.
                if (answer != null || current.invocation().idempotencyKey() == null) {
                    relays.release(asked, answer == null ? null : answer.view());
                }
            }
            Response created = Responses.created(uri, answer.view().id(), answer);
            return asked.status()
                    .map(status -> Response.fromResponse(created)
                            .header("Cache-Status", "switchboard; " + status)
                            .build())
                    .orElse(created);
        });
    }

    @GET
    @Paged
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(
            summary = "List the account's transfers",
            description =
                    "Those that the account sends and those that come to it, whichever of its terminals they are offered to: a terminal"
                            + " fetches those that have its own id among their deliveries.")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = TransferView.class)))
    public Response list(
            @QueryParam("direction") @Nullable TransferDirection direction,
            @Parameter(description = "Only those in this state now") @QueryParam("state") @Nullable TransferState state,
            @Parameter(description = "Only those that the account sends and calls so")
                    @QueryParam("externalId")
                    @Nullable
                    String externalId,
            @Parameter(description = "Declared at this time or later") @QueryParam("since") @Nullable Instant since,
            @Parameter(description = "Declared before this time") @QueryParam("until") @Nullable Instant until) {
        TransferFilter asked = new TransferFilter(direction, state, externalId, since, until);
        return Responses.page(uri, transfers.list(current.invocation(), asked, current.page()));
    }

    @GET
    @Path("/{id}")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Show a transfer as the asking side may see it")
    public TransferView get(@PathParam("id") TransferId id) {
        return transfers.get(current.invocation(), id);
    }

    @POST
    @Path("/{id}/cancellation")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Take back what the account sends")
    @APIResponseSchema(value = TransferView.class, responseCode = "200")
    public Response cancel(@PathParam("id") TransferId id) {
        return Responses.ok(
                requests.once(current.invocation(), null, TransferView.class, call -> transfers.cancel(call, id)));
    }

    @POST
    @Path("/{id}/decline")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @BodyOptional
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Say no to what the account is sent")
    @APIResponseSchema(value = TransferView.class, responseCode = "200")
    public Response decline(@PathParam("id") TransferId id, @Valid @Nullable DeclineTransferRequest request) {
        DeclineTransferRequest how = request == null ? new DeclineTransferRequest(null) : request;
        return Responses.ok(
                requests.once(current.invocation(), how, TransferView.class, call -> transfers.decline(call, id, how)));
    }

    @POST
    @Path("/{id}/receipt")
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo(Callers.TERMINAL)
    @Operation(summary = "Say that this terminal has all of it, with the code that it has computed itself")
    @APIResponse(
            responseCode = "409",
            description = "receipt-mismatch: it is not what was sent; illegal-move: it is not all there, or is over;"
                    + " idempotency-key-in-use (with Retry-After)")
    @APIResponseSchema(value = TransferView.class, responseCode = "200")
    public Response received(@PathParam("id") TransferId id, @NotNull @Valid ReceiptRequest request) {
        return Responses.ok(requests.once(
                current.invocation(), request, TransferView.class, call -> transfers.received(call, id, request)));
    }

    @POST
    @Path("/{id}/challenge")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(
            summary = "Ask for another challenge to prove that the account has what it sends",
            description =
                    "The answer has no challenge when a proof has held before, whose answer was lost, or that was another transfer's of the"
                            + " same content.")
    @APIResponse(
            responseCode = "409",
            description =
                    "upload-required: no more proofs are taken today, or the content is not there any more; illegal-move: nothing is to"
                            + " be proven; idempotency-key-in-use (with Retry-After)")
    @APIResponseSchema(value = TransferView.class, responseCode = "200")
    public Response challenge(@PathParam("id") TransferId id) {
        return Responses.ok(
                requests.once(current.invocation(), null, TransferView.class, call -> relays.issue(call, id)));
    }

    @POST
    @Path("/{id}/proof")
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(
            summary = "Answer the challenge: what the server has already need not be uploaded",
            description =
                    "Transfers of one content that are declared before the first is proven have the same challenge, and the first answer"
                            + " ends it for all. If that has held, the others need none: whatever is sent for them is taken.")
    @APIResponse(
            responseCode = "403",
            description =
                    "proof-wrong: it does not hold, and the challenge is spent; forbidden: this caller may not do this")
    @APIResponse(
            responseCode = "409",
            description =
                    "challenge-over: it was answered, is too old, or there is none: ask for another; illegal-move: nothing is to be"
                            + " proven; idempotency-key-in-use (with Retry-After)")
    @APIResponseSchema(value = TransferView.class, responseCode = "200")
    public Response prove(@PathParam("id") TransferId id, @NotNull @Valid ProofRequest request) {
        return Responses.ok(requests.onceWithOutcome(
                current.invocation(), request, TransferView.class, call -> relays.prove(call, id, request)));
    }
}
