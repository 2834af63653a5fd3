// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may call the API (the Fetch standard's CORS protocol): none, unless the operator names them. They send
 * their token themselves; cookies and other credentials of the browser are never asked for.
 */
@ApplicationScoped
public class Cors {
    private static final String METHODS = "GET, HEAD, POST, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-Range, Last-Event-ID, Range, Switchboard-Account, Tus-Resumable,"
                    + " Upload-Checksum, Upload-Concat, Upload-Defer-Length, Upload-Length, Upload-Metadata,"
                    + " Upload-Offset, X-HTTP-Method-Override";
    private static final String ANSWER_HEADERS =
            "Accept-Ranges, Content-Disposition, Content-Range, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Repr-Digest, Request-Id, Retry-After,"
                    + " Tus-Checksum-Algorithm, Tus-Extension, Tus-Max-Size, Tus-Resumable, Tus-Version, Upload-Concat,"
                    + " Upload-Defer-Length, Upload-Expires, Upload-Length, Upload-Metadata, Upload-Offset,"
                    + " WWW-Authenticate";
    private static final String SECONDS = "600";

    @Inject
    Settings settings;

    /** Whether a page of this origin may: this server's own, or one that the operator has named. */
    public boolean admits(String origin) {
        return origin.equals(settings.get(SettingKey.PUBLIC_URL).toString())
                || settings.get(SettingKey.CORS_ORIGINS).contains(origin);
    }

    /** Tells the browser what the page may read; nothing where it may not. */
    void mark(HttpServletRequest request, HttpServletResponse answer) {
        if (settings.get(SettingKey.CORS_ORIGINS).isEmpty() || !isOfTheApi(request)) {
            return;
        }
        answer.addHeader("Vary", "Origin");
        String origin = named(request);
        if (origin != null) {
            answer.setHeader("Access-Control-Allow-Origin", origin);
            answer.setHeader("Access-Control-Expose-Headers", ANSWER_HEADERS);
        }
    }

    /**
     * Answers a browser's question whether a page may send a request of this kind.
     *
     * @return false when it is no such question, or not from a page that may
     */
    boolean answersPreflight(HttpServletRequest request, HttpServletResponse answer) {
        boolean asks = request.getMethod().equals("OPTIONS")
                && request.getHeader("Access-Control-Request-Method") != null
                && isOfTheApi(request)
                && named(request) != null;
        if (asks) {
            answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
            answer.setHeader("Access-Control-Allow-Methods", METHODS);
            answer.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
            answer.setHeader("Access-Control-Max-Age", SECONDS);
        }
        return asks;
    }

    /** The origin of the asking page, when the operator has named it. */
    private @Nullable String named(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && settings.get(SettingKey.CORS_ORIGINS).contains(origin) ? origin : null;
    }

    private static boolean isOfTheApi(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/v1/") || path.startsWith("/.well-known/");
    }
}
