// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the server answered. */
public final class Reply {
    private static final String PROBLEM = "urn:switchboard:problem:";

    private final String request;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Reply(String request, int status, HttpHeaders headers, byte[] body) {
        this.request = request;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** As received. */
    public HttpHeaders headers() {
        return headers;
    }

    /** As received. */
    public byte[] body() {
        return body.clone();
    }

    /** Itself, when the status is this one; otherwise the test fails with all that was said. */
    public Reply expect(int expected) {
        if (status != expected) {
            throw new AssertionError(request + ": expected " + expected + " and got " + status + "\n" + text());
        }
        return this;
    }

    /** Itself, when it is a problem of this status and code; otherwise the test fails. */
    public Reply expect(int expected, String code) {
        expect(expected);
        if (!code.equals(code())) {
            throw new AssertionError(request + ": expected " + code + " and got\n" + text());
        }
        return this;
    }

    /** The code of a problem ({@code not-found}); empty when it is none. */
    public String code() {
        boolean problem = header("Content-Type").orElse("").startsWith("application/problem+json");
        String type = problem ? json().path("type").asText() : "";
        return type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : "";
    }

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return Http.JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(request + ": no JSON: " + text(), e);
        }
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The first header of this name. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
