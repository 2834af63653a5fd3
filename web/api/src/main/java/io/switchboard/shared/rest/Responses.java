// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.QrCodes;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.TypedId;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** From answers to HTTP: status, {@code Location}, {@code ETag}, {@code Link}; on a replay the same way. */
public final class Responses {
    /** Says of an answer that it is told again. */
    static final String REPLAYED = "Idempotency-Replayed";

    private Responses() {}

    /** 201 with the new resource's place below the collection. */
    public static Response created(UriInfo uri, TypedId id, Answer<?> answer) {
        return replayed(Response.created(below(uri, id)).entity(answer.view()), answer)
                .build();
    }

    /** 201 with the new resource's place and version. */
    public static <V> Response createdVersion(UriInfo uri, TypedId id, V view, long version, boolean replayed) {
        Response.ResponseBuilder response =
                Response.created(below(uri, id)).entity(view).tag(tag(version));
        return replayed(response, new Answer<>(view, replayed)).build();
    }

    /** 200. */
    public static Response ok(Answer<?> answer) {
        return replayed(Response.ok(answer.view()), answer).build();
    }

    /** 200 with the version. */
    public static Response version(Versioned<?> versioned) {
        return Response.ok(versioned.view()).tag(tag(versioned.version())).build();
    }

    /** 200 with the version, for a move. */
    public static Response version(Versioned<?> versioned, boolean replayed) {
        Response.ResponseBuilder response = Response.ok(versioned.view()).tag(tag(versioned.version()));
        return replayed(response, new Answer<>(versioned.view(), replayed)).build();
    }

    /** 200 with the cursor of the next page as a link (RFC 8288). */
    public static Response page(UriInfo uri, Page<?> page) {
        Response.ResponseBuilder response = Response.ok(page);
        if (page.next() != null) {
            response.link(
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("cursor", page.next())
                            .build(),
                    "next");
        }
        return response.build();
    }

    /** A QR code. */
    public static Response qr(String text, ImageFormat format) {
        return switch (format) {
            case SVG -> Response.ok(QrCodes.svg(text), "image/svg+xml").build();
            case PNG -> Response.ok(QrCodes.png(text), "image/png").build();
        };
    }

    private static URI below(UriInfo uri, TypedId id) {
        return uri.getAbsolutePathBuilder().path(id.toString()).build();
    }

    private static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    private static Response.ResponseBuilder replayed(Response.ResponseBuilder response, Answer<?> answer) {
        return answer.replayed() ? response.header(REPLAYED, "true") : response;
    }
}
