// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.Problem;
import java.io.Serial;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server answered, and the answer is no. Every error answer becomes this one exception: a problem document (RFC 9457) as it came,
 * an error of the token endpoint (RFC 6749 section 5.2) under its own name with hyphens ({@code invalid-client}), and anything else
 * under {@value #UNEXPECTED}: who was asked, what came instead, and what to look at. A page in HTML is never repeated.
 */
public final class ProblemException extends RuntimeException {
    /** The code of an answer that is no answer of a Switchboard server. */
    public static final String UNEXPECTED = "unexpected-answer";

    @Serial
    private static final long serialVersionUID = 1;

    private static final int EXCERPT = 300;

    private final transient Problem problem;
    private final transient Optional<String> requestId;
    private final transient Optional<Duration> retryAfter;

    private ProblemException(Problem problem, Answer answer) {
        super(message(problem, answer.header("Request-Id")));
        this.problem = problem;
        this.requestId = answer.header("Request-Id");
        this.retryAfter = answer.retryAfter();
    }

    /** Reads an error answer. */
    static ProblemException of(Answer answer) {
        return new ProblemException(problem(answer, ""), answer);
    }

    /**
     * Reads an error answer of the token endpoint.
     *
     * @param remedy what this kind of caller can do
     */
    static ProblemException ofTokenRequest(Answer answer, String remedy) {
        return new ProblemException(problem(answer, ": " + remedy), answer);
    }

    /** For an answer that says success and cannot be read. */
    static ProblemException unreadable(Answer answer) {
        return new ProblemException(unexpected(answer, "The server's answer cannot be read"), answer);
    }

    /** What went wrong, as the server says it. */
    public Problem problem() {
        return problem;
    }

    /** The last part of the problem's type, to decide on: one of the codes of the refusal enums of {@code wire}. */
    public String code() {
        return problem.code();
    }

    /** The HTTP status. */
    public int status() {
        return problem.status();
    }

    /** What the server's log calls this request. */
    public Optional<String> requestId() {
        return requestId;
    }

    /** How long the server asks to wait before the next attempt, where it says. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    private static Problem problem(Answer answer, String remedy) {
        if (answer.isOf("application/problem+json")) {
            Optional<Problem> read = Json.tryRead(answer.text(), Problem.class);
            if (read.isPresent() && complete(read.get())) {
                return read.get();
            }
        }
        return Json.tryRead(answer.text(), Map.class)
                .filter(body -> body.get("error") instanceof String)
                .map(body -> refusedToken(answer, body, remedy))
                .orElseGet(() -> unexpected(answer, "This is not the answer of a Switchboard server"));
    }

    /** Another server's problem may lack what ours always has, whatever the record says. */
    private static boolean complete(Problem read) {
        return Stream.of(Optional.ofNullable(read.type()), Optional.ofNullable(read.title()))
                .allMatch(Optional::isPresent);
    }

    private static Problem refusedToken(Answer answer, Map<?, ?> body, String remedy) {
        String error = capped(String.valueOf(body.get("error"))).replace('_', '-');
        Object description = body.get("error_description");
        return new Problem(
                Problem.TYPE_PREFIX + error,
                "The server gives no access token" + remedy,
                answer.status(),
                description == null ? null : capped(String.valueOf(description)),
                null,
                null,
                null,
                null,
                null);
    }

    /** What stands in front of a server, or in its place, answers in a way of its own: mostly HTML, which helps nobody here. */
    private static Problem unexpected(Answer answer, String title) {
        String kind = answer.mediaType().orElse("no type");
        String text = kind.equals("text/plain") ? capped(answer.text().strip().replaceAll("\\s+", " ")) : "";
        String said = text.isEmpty() ? "" : " (\"" + text + "\")";
        return new Problem(
                Problem.TYPE_PREFIX + UNEXPECTED,
                title,
                answer.status(),
                answer.server() + " answered with status " + answer.status() + " and " + kind + said
                        + "; check that the address is right and that the server is up: its management port then answers"
                        + " 200 to /health/ready",
                null,
                null,
                null,
                null,
                null);
    }

    private static String capped(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }

    private static String message(Problem problem, Optional<String> requestId) {
        StringBuilder text = new StringBuilder();
        text.append(problem.title()).append(" (").append(problem.status()).append(' ');
        text.append(problem.code()).append(')');
        if (problem.detail() != null) {
            text.append(": ").append(problem.detail());
        }
        requestId.ifPresent(id -> text.append(" [request ").append(id).append(']'));
        return text.toString();
    }
}
