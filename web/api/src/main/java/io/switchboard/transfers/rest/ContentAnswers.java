// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.rest.AnswerPace;
import io.switchboard.shared.rest.Problems;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.service.ByteRange;
import io.switchboard.transfers.service.Deliveries;
import io.switchboard.transfers.service.DeliveryService;
import io.switchboard.transfers.wire.Identification;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers with a content, or with one range of it (RFC 9110 section 14). */
@RequestScoped
public class ContentAnswers {
    private static final String CONTENT_RANGE = "Content-Range";
    private static final int UNSATISFIABLE = 416;

    @Inject
    Deliveries deliveries;

    @Inject
    Workers workers;

    @Inject
    HttpServletRequest request;

    /**
     * The answer to who may fetch it.
     *
     * @param invocation for whom it is
     * @param range as the header says it; null for all
     * @param ifRange the tag that the range is of; null when that is not said
     */
    Response answer(
            Invocation invocation, DeliveryService.Fetched fetched, @Nullable String range, @Nullable String ifRange) {
        String tag = tag(fetched.code());
        try {
            Optional<ByteRange> part = range == null || (ifRange != null && !ifRange.equals(tag))
                    ? Optional.empty()
                    : ByteRange.parse(range, fetched.size());
            return described(
                            part.isPresent() ? partial(invocation, fetched, part.get()) : whole(invocation, fetched),
                            fetched.code())
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

    private Response.ResponseBuilder whole(Invocation invocation, DeliveryService.Fetched fetched) {
        Response.ResponseBuilder response = Response.ok()
                .header(HttpHeaders.CONTENT_LENGTH, fetched.size())
                .type(MediaType.APPLICATION_OCTET_STREAM);
        if (isOfHeadAlone()) {
            return response;
        }
        return fetched.size() == 0
                ? response.entity(new byte[0])
                : response.entity(bytes(invocation, fetched, new ByteRange(0, fetched.size() - 1)));
    }

    private Response.ResponseBuilder partial(Invocation invocation, DeliveryService.Fetched fetched, ByteRange part) {
        Response.ResponseBuilder response = Response.status(Response.Status.PARTIAL_CONTENT)
                .header(HttpHeaders.CONTENT_LENGTH, part.length())
                .header(CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + fetched.size())
                .type(MediaType.APPLICATION_OCTET_STREAM);
        return isOfHeadAlone() ? response : response.entity(bytes(invocation, fetched, part));
    }

    /** The bytes would be read, and thrown away by the container. */
    private boolean isOfHeadAlone() {
        return request.getMethod().equals(HttpMethod.HEAD);
    }

    private ContentAnswer bytes(Invocation invocation, DeliveryService.Fetched fetched, ByteRange part) {
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
