// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.OpenAnswers;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Requests;
import io.switchboard.transfers.service.DeliveryService;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /transfers/{id}/content}: the bytes, for the terminals that they are offered to. */
@Path("/transfers/{id}/content")
public class ContentResource {
    /** To one terminal at a time. Each has a connection, and a buffer while it is taken slowly. */
    private static final int MOST = 8;

    private static final OpenAnswers OPEN = new OpenAnswers(Integer.MAX_VALUE, MOST);

    @Inject
    DeliveryService service;

    @Inject
    ContentAnswers answers;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @AllowedTo(Callers.TERMINAL)
    @Operation(
            summary = "Fetch the content of a transfer, or one range of it",
            description =
                    "Repr-Digest (RFC 9530) is the code that the receipt must say. Whoever was cut off goes on with Range and If-Range."
                            + " While it is being uploaded it is delivered as it comes; the last 64 KiB of an answer follow when the"
                            + " digest is verified, and an answer that is not whole then, or of which nothing has come for a minute,"
                            + " ends with its connection.")
    @APIResponse(responseCode = "200", description = "All of it")
    @APIResponse(
            responseCode = "206",
            description = "The range that Content-Range says",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "416", description = "range-not-satisfiable: there are no such bytes")
    @APIResponse(
            responseCode = "429",
            description = "too-many-streams: as many are on their way to the terminal as may be")
    public Response fetch(
            @PathParam("id") TransferId id,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        admit();
        DeliveryService.Fetched fetched = fetched(requests.run(() -> service.fetch(current.invocation(), id)));
        return answers.answer(current.invocation(), fetched, range, ifRange);
    }

    private static DeliveryService.Fetched fetched(Outcome<DeliveryService.Fetched> outcome) {
        if (outcome instanceof Outcome.Done<DeliveryService.Fetched> done) {
            return done.view();
        }
        throw RefusedException.of(((Outcome.Refused<DeliveryService.Fetched>) outcome).code());
    }

    private void admit() {
        if (!OPEN.admits(current.invocation().terminal())) {
            throw RefusedException.of(
                    TransfersRefusal.TOO_MANY_STREAMS, "At most " + MOST + " answers may be under way at a time");
        }
    }
}
