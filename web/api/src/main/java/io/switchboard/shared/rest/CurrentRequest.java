// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from the present request what services need beside the body. */
@RequestScoped
public class CurrentRequest {
    /** What {@link #page()} reads; {@link Paged} says of an endpoint that it does. */
    static final Set<String> PAGE_PARAMETERS = Set.of("limit", "cursor");

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z]{1,14})?");
    private static final Pattern ENTITY_TAG = Pattern.compile("\"(\\d{1,18})\"");

    @Inject
    HttpServletRequest request;

    /** Who asks, with the idempotency key if there is one. */
    public Invocation invocation() {
        Actor actor = (Actor) request.getAttribute(RequestAttributes.ACTOR);
        if (actor == null) {
            throw new IllegalStateException("the resource method has no @AllowedTo");
        }
        return new Invocation(
                actor,
                (String) request.getAttribute(RequestAttributes.REQUEST_ID),
                sourceAddress((String) request.getAttribute(RequestAttributes.SOURCE_ADDRESS)),
                idempotencyKey(),
                null,
                !READING.contains(request.getMethod()));
    }

    /** When it came, by {@code MonotonicTime}. */
    public long arrived() {
        return (Long) request.getAttribute(RequestAttributes.ARRIVED);
    }

    /** A zone may be of any length. */
    private static @Nullable String sourceAddress(@Nullable String said) {
        return said != null && ADDRESS.matcher(said).matches() ? said : null;
    }

    private Invocation.@Nullable IdempotencyKey idempotencyKey() {
        String key = request.getHeader("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (!KEY.matcher(key).matches()) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, "Idempotency-Key", "must be 1 to 128 visible ASCII characters");
        }
        return new Invocation.IdempotencyKey(request.getMethod() + " " + request.getRequestURI(), key);
    }

    /**
     * The version that the caller has read (RFC 9110 section 13.1.1). {@code *} is refused: it would overwrite what the caller has not
     * seen, which is what the precondition is there to prevent.
     *
     * @throws RefusedException {@code precondition-required}, {@code stale}
     */
    public long expectedVersion() {
        String header = request.getHeader(HttpHeaders.IF_MATCH);
        if (header == null) {
            throw RefusedException.of(
                    SharedRefusal.PRECONDITION_REQUIRED, "Send If-Match with the ETag of the last answer");
        }
        if (header.strip().equals("*")) {
            throw RefusedException.of(
                    SharedRefusal.STALE,
                    "If-Match: * is not taken, since it would overwrite what was not read; send the ETag of the last answer");
        }
        Matcher tag = ENTITY_TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw RefusedException.of(SharedRefusal.STALE, "If-Match must be the ETag of the last answer");
        }
        return Long.parseLong(tag.group(1));
    }

    /**
     * What an edit starts from; the service checks the version again under its lock.
     *
     * @throws RefusedException {@code stale} when it is not the version that the caller has read
     */
    public <V> V expected(Versioned<V> present, long expected) {
        if (present.version() != expected) {
            throw RefusedException.of(SharedRefusal.STALE);
        }
        return present.view();
    }

    /**
     * The part of a list that is asked for, by the query parameters {@code limit} and {@code cursor}.
     *
     * @throws RefusedException {@code invalid-request}
     */
    public PageRequest page() {
        return new PageRequest(cursor(request.getParameter("cursor")), limit(request.getParameter("limit")));
    }

    private static UUID cursor(@Nullable String cursor) {
        if (cursor == null) {
            return PageRequest.START;
        }
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, "cursor", "must be the next of the page before");
        }
    }

    private static int limit(@Nullable String limit) {
        if (limit == null) {
            return Page.DEFAULT_LIMIT;
        }
        int value = LIMIT.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        if (value < 1 || value > Page.MAX_LIMIT) {
            throw badLimit();
        }
        return value;
    }

    private static RefusedException badLimit() {
        return RefusedException.field(
                SharedRefusal.INVALID_REQUEST, "limit", "must be a whole number from 1 to " + Page.MAX_LIMIT);
    }
}
