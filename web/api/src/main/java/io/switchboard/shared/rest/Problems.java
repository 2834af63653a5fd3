// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.FieldProblem;
import io.switchboard.shared.wire.Problem;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.RefusalKind;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes problems (RFC 9457). */
public final class Problems {
    /** The problem media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int PRECONDITION_REQUIRED = 428;
    private static final int TOO_MANY = 429;
    private static final int CHECKSUM_MISMATCH = 460;
    private static final int UNPROCESSABLE = 422;

    private Problems() {}

    /** The one mapping from refusals to status codes. */
    public static int status(RefusalKind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case GONE -> 410;
            case STALE -> 412;
            case TOO_LARGE -> 413;
            case UNPROCESSABLE -> UNPROCESSABLE;
            case CHECKSUM -> CHECKSUM_MISMATCH;
            case PRECONDITION_REQUIRED -> PRECONDITION_REQUIRED;
            case TOO_MANY -> TOO_MANY;
            case UNAVAILABLE -> 503;
            case NO_ROOM -> 507;
        };
    }

    /** What a refusal says. */
    static Problem problem(RefusedException refused) {
        RefusalCode code = refused.code();
        return new Problem(
                Problem.TYPE_PREFIX + code.code(),
                code.title(),
                status(code.kind()),
                refused.getMessage(),
                refused.errors().isEmpty() ? null : refused.errors(),
                refused.state(),
                refused.state() == null ? null : refused.allowed(),
                refused.oldest(),
                null);
    }

    /** The same refusal outside JAX-RS, in a filter. */
    public static void write(RefusedException refused, HttpServletResponse answer) throws IOException {
        RefusalKind kind = refused.code().kind();
        answer.setStatus(status(kind));
        answer.setContentType(MEDIA_TYPE);
        answer.setCharacterEncoding("UTF-8");
        if (kind == RefusalKind.UNAUTHENTICATED) {
            answer.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        retryAfter(refused).ifPresent(seconds -> answer.setHeader(HttpHeaders.RETRY_AFTER, seconds));
        answer.getWriter().write(WireJson.write(problem(refused)));
    }

    static Response of(RefusedException refused) {
        RefusalCode code = refused.code();
        Response.ResponseBuilder response = respond(problem(refused));
        if (code.kind() == RefusalKind.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        retryAfter(refused).ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        if (refused.isReplayed()) {
            response.header(Responses.REPLAYED, "true");
        }
        return response.build();
    }

    /** The refusal of a method, for servlets. */
    public static void writeMethodNotAllowed(HttpServletResponse answer, String allow) throws IOException {
        answer.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        answer.setHeader(HttpHeaders.ALLOW, allow);
        answer.setContentType(MEDIA_TYPE);
        answer.setCharacterEncoding("UTF-8");
        answer.getWriter()
                .write(WireJson.write(problem(
                        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        "This method is not for this resource",
                        "It takes " + allow)));
    }

    /** In whole seconds, upwards: when the same request may be carried out; a moment later if nothing else is known. */
    private static Optional<String> retryAfter(RefusedException refused) {
        RefusalCode code = refused.code();
        boolean worthRepeating = code == SharedRefusal.IDEMPOTENCY_KEY_IN_USE
                || code.kind() == RefusalKind.UNAVAILABLE
                || code.kind() == RefusalKind.TOO_MANY;
        return refused.retryAfter()
                .or(() -> worthRepeating ? Optional.of(Duration.ofSeconds(1)) : Optional.empty())
                .map(wait ->
                        Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
    }

    static Response invalid(@Nullable String detail, List<FieldProblem> errors) {
        return respond(new Problem(
                        Problem.TYPE_PREFIX + SharedRefusal.INVALID_REQUEST.code(),
                        SharedRefusal.INVALID_REQUEST.title(),
                        400,
                        detail,
                        errors.isEmpty() ? null : errors,
                        null,
                        null,
                        null,
                        null))
                .build();
    }

    /** For what HTTP itself refuses. */
    public static Response.ResponseBuilder http(int status, String code, String title, @Nullable String detail) {
        return respond(problem(status, code, title, detail));
    }

    private static Problem problem(int status, String code, String title, @Nullable String detail) {
        return new Problem(Problem.TYPE_PREFIX + code, title, status, detail, null, null, null, null, null);
    }

    static Response unexpected(String reference) {
        return respond(unexpectedProblem(reference)).build();
    }

    /** The one sentence for what nobody expected. */
    static Problem unexpectedProblem(String reference) {
        return new Problem(
                Problem.TYPE_PREFIX + "internal-error",
                "Something went wrong on the server",
                500,
                "Repeat with the same Idempotency-Key, or read the resource. Quote the reference to the operator; the log has it.",
                null,
                null,
                null,
                null,
                reference);
    }

    private static Response.ResponseBuilder respond(Problem problem) {
        return Response.status(problem.status()).type(MEDIA_TYPE).entity(problem);
    }
}
