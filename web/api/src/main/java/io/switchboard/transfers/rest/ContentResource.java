// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.AnswerPace;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.OpenAnswers;
import io.switchboard.shared.rest.Problems;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.service.ByteRange;
import io.switchboard.transfers.service.Deliveries;
import io.switchboard.transfers.service.DeliveryService;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /transfers/{id}/content}: the bytes, for the terminals that they are offered to. */
@Path("/transfers/{id}/content")
public class ContentResource {
    private static final String CONTENT_RANGE = "Content-Range";
    private static final int UNSATISFIABLE = 416;

    /** To one terminal at a time. Each has a connection, and a buffer while it is taken slowly. */
    private static final int MOST = 8;

    private static final OpenAnswers OPEN = new OpenAnswers(Integer.MAX_VALUE, MOST);

    @Inject
    DeliveryService service;

    @Inject
    Deliveries deliveries;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @Inject
    Workers workers;

    @Context
    Request request;

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
    @APIResponse(responseCode = "206", description = "The range that Content-Range says")
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
        String tag = tag(fetched.code());
        try {
            Optional<ByteRange> part = range == null || (ifRange != null && !ifRange.equals(tag))
                    ? Optional.empty()
                    : ByteRange.parse(range, fetched.size());
            return described(part.isPresent() ? partial(fetched, part.get()) : whole(fetched), fetched.code())
                    .build();
        } catch (ByteRange.UnsatisfiableException e) {
            return Problems.http(
                            UNSATISFIABLE,
                            "range-not-satisfiable",
                            "There are no such bytes",
                            "The content has " + fetched.size() + " bytes")
                    .header(CONTENT_RANGE, "bytes */" + fetched.size())
                    .build();
        }
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

    private Response.ResponseBuilder whole(DeliveryService.Fetched fetched) {
        Response.ResponseBuilder response = Response.ok()
                .header(HttpHeaders.CONTENT_LENGTH, fetched.size())
                .type(MediaType.APPLICATION_OCTET_STREAM);
        if (isOfHeadAlone()) {
            return response;
        }
        return fetched.size() == 0
                ? response.entity(new byte[0])
                : response.entity(answer(fetched, new ByteRange(0, fetched.size() - 1)));
    }

    private Response.ResponseBuilder partial(DeliveryService.Fetched fetched, ByteRange part) {
        Response.ResponseBuilder response = Response.status(Response.Status.PARTIAL_CONTENT)
                .header(HttpHeaders.CONTENT_LENGTH, part.length())
                .header(CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + fetched.size())
                .type(MediaType.APPLICATION_OCTET_STREAM);
        return isOfHeadAlone() ? response : response.entity(answer(fetched, part));
    }

    /** The bytes would be read, and thrown away by the container. */
    private boolean isOfHeadAlone() {
        return request.getMethod().equals(HttpMethod.HEAD);
    }

    private ContentAnswer answer(DeliveryService.Fetched fetched, ByteRange part) {
        Invocation invocation = current.invocation();
        return new ContentAnswer(
                whenEnded -> deliveries.open(invocation, fetched, part, whenEnded),
                deliveries::counted,
                workers,
                AnswerPace.current(),
                Buffers.ALL,
                part.length());
    }

    /** Whatever the source has called it: a browser must never show it as a page of this server. */
    private static Response.ResponseBuilder described(Response.ResponseBuilder response, Identification code) {
        String digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(code.digest()));
        return response.header(HttpHeaders.ETAG, tag(code))
                .header("Accept-Ranges", "bytes")
                .header("Repr-Digest", code.algorithm() + "=:" + digest + ":")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment");
    }

    private static String tag(Identification code) {
        return '"' + code.algorithm().toString() + ':' + code.digest() + '"';
    }
}
