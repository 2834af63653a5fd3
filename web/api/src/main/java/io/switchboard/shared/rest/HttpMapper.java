// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** What JAX-RS itself refuses: no such path, wrong method, wrong media type. */
@Provider
public class HttpMapper implements ExceptionMapper<WebApplicationException> {
    private static final String BODIES = "Content-Type is application/json, or application/merge-patch+json with PATCH;"
            + " the bytes of an upload are application/offset+octet-stream";

    @Override
    public Response toResponse(WebApplicationException refused) {
        Throwable cause = refused.getCause();
        if (cause instanceof io.switchboard.shared.model.RefusedException inner) {
            return Problems.of(inner);
        }
        int status = refused.getResponse().getStatus();
        return switch (status) {
            case 400 ->
                Problems.http(400, "invalid-request", "The request is not valid", null)
                        .build();
            case 404 ->
                Problems.http(404, "not-found", "There is no such resource", null)
                        .build();
            case 405 ->
                methods(Problems.http(405, "method-not-allowed", "This method is not for this resource", null), refused)
                        .build();
            case 406 ->
                Problems.http(406, "not-acceptable", "This resource is not available in that form", null)
                        .build();
            case 413 ->
                Problems.http(413, "body-too-large", "The body is too large", null)
                        .build();
            case 415 ->
                Problems.http(415, "unsupported-media-type", "The body's media type is not understood here", BODIES)
                        .build();
            default ->
                status >= 500
                        ? Problems.http(status, "unavailable", "The server cannot answer now", null)
                                .build()
                        : Problems.http(status, "refused", "The request was refused", null)
                                .build();
        };
    }

    private static Response.ResponseBuilder methods(
            Response.ResponseBuilder response, WebApplicationException refused) {
        Set<String> allowed = refused.getResponse().getAllowedMethods();
        if (refused instanceof NotAllowedException && !allowed.isEmpty()) {
            response.header(HttpHeaders.ALLOW, String.join(", ", allowed));
        }
        return response;
    }
}
