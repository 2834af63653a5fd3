// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Describes with which statuses an operation refuses, by rule: what the filters and readers in front of every resource refuse follows
 * from what the operation takes. A refusal of one operation alone is declared at its resource by status and description; here it gets
 * the problem as its content. Whatever else may come, a failure of the server at least, is the {@code default}.
 */
final class OpenApiRefusals {
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final int FIRST_REFUSAL = 400;

    private OpenApiRefusals() {}

    /** Whether a token is needed: the document says so for all, an operation only when it needs none or another proof. */
    static boolean isGuarded(Operation operation) {
        return operation.getSecurity() == null;
    }

    /** Adds what is not declared yet. */
    static void refine(PathItem.HttpMethod method, Operation operation) {
        byRule(method, operation)
                .forEach((status, description) -> declare(operation.getResponses(), status, description));
        operation.getResponses().getAPIResponses().forEach(OpenApiRefusals::complete);
        if (method == PathItem.HttpMethod.POST && isGuarded(operation)) {
            operation.getResponses().getAPIResponses().forEach(OpenApiRefusals::mayBeReplayed);
        }
    }

    private static Map<String, String> byRule(PathItem.HttpMethod method, Operation operation) {
        Map<String, String> statuses = new TreeMap<>();
        statuses.put("default", "Refused for another reason, or failed");
        statuses.put(
                "400",
                "Something in the request is wrong: invalid-request, whose errors say where, or a code that says more");
        statuses.put("429", "too-many-requests, or a code that says more; come again after Retry-After");
        if (isGuarded(operation)) {
            statuses.put("401", "unauthenticated: the access token is missing or does not hold");
            statuses.put("403", "forbidden: this caller may not do this; or a code that says more");
            statuses.put("404", "not-found: there is none, or it is somebody else's; also the account to act for");
        }
        if (operation.getRequestBody() != null) {
            statuses.put("413", "body-too-large");
            statuses.put("415", "unsupported-media-type");
        }
        if (method == PathItem.HttpMethod.PATCH && OpenApiMergePatch.isEdit(operation)) {
            statuses.put("412", "stale: If-Match is not the present ETag");
            statuses.put("428", "precondition-required: If-Match is missing");
        }
        if (method == PathItem.HttpMethod.POST && isGuarded(operation)) {
            statuses.put(
                    "409",
                    "The present state does not allow this: illegal-move, idempotency-key-in-use (with Retry-After) or a code that says more");
            statuses.put("410", "erased: the account that this was about is; with Idempotency-Replayed only");
            statuses.put("422", "idempotency-key-reused: the key was used with another request");
        }
        return statuses;
    }

    private static void declare(APIResponses responses, String status, String description) {
        if (responses.getAPIResponse(status) == null) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
        }
    }

    private static void complete(String status, APIResponse response) {
        boolean refusal = status.equals("default") || Integer.parseInt(status) >= FIRST_REFUSAL;
        if (refusal && response.getContent() == null) {
            response.setContent(OASFactory.createContent()
                    .addMediaType(
                            Problems.MEDIA_TYPE,
                            OASFactory.createMediaType()
                                    .schema(OASFactory.createSchema().ref(PROBLEM))));
            if (status.equals("401")) {
                response.addHeader(HttpHeaders.WWW_AUTHENTICATE, header("Bearer", Schema.SchemaType.STRING));
            }
            if (status.equals("409")) {
                response.addHeader(
                        HttpHeaders.RETRY_AFTER,
                        header("Seconds; with idempotency-key-in-use only", Schema.SchemaType.INTEGER));
            }
            if (status.equals("429")) {
                response.addHeader(HttpHeaders.RETRY_AFTER, header("Seconds", Schema.SchemaType.INTEGER));
                response.addHeader(
                        "RateLimit",
                        header(
                                "What is left of each limit, as on every answer: r, requests; t, seconds until it is whole again",
                                Schema.SchemaType.STRING));
                response.addHeader(
                        "RateLimit-Policy", header("Each limit: q, requests in w seconds", Schema.SchemaType.STRING));
            }
        }
    }

    /** What the work has answered is told again under its key: what it has made, or that it was refused and that the refusal stands. */
    private static void mayBeReplayed(String status, APIResponse response) {
        if (status.startsWith("2") || status.equals("403") || status.equals("410")) {
            response.addHeader(
                    Responses.REPLAYED,
                    header("true when this is told again, under the same Idempotency-Key", Schema.SchemaType.STRING));
        }
    }

    private static Header header(String description, Schema.SchemaType type) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(type));
    }
}
