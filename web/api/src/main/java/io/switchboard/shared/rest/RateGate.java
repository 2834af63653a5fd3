// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.RequestRates;
import io.switchboard.shared.service.SourceAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns away what comes too often, before anybody has looked at it, and says on every answer what is left ({@code RateLimit} and
 * {@code RateLimit-Policy}, draft-ietf-httpapi-ratelimit-headers-10). It knows addresses; who asks is known later, see
 * {@link CallerRateFilter}.
 */
@ApplicationScoped
class RateGate {
    private static final String STANDINGS = "io.switchboard.rates";
    private static final String API = "/api/v1";

    /** What is asked for seldom, and is worth guessing. */
    private static final Set<String> SENSITIVE = Set.of(
            "POST " + API + "/oauth2/token",
            "POST " + API + "/terminals",
            "POST " + API + "/mailbox/tickets",
            "GET " + API + "/mailbox/channel",
            "GET " + API + "/mailbox/stream");

    @Inject
    RequestRates rates;

    @Inject
    SourceAddress source;

    /** Whether the request may go on; otherwise it is answered. Notes where it comes from. */
    boolean admits(HttpServletRequest request, HttpServletResponse answer) throws IOException {
        String address = source.of(request.getRemoteAddr(), Collections.list(request.getHeaders(source.header())));
        request.setAttribute(RequestAttributes.SOURCE_ADDRESS, address);
        try {
            require(rates.ofAddress(address), request, answer);
            if (SENSITIVE.contains(request.getMethod() + " " + path(request))) {
                require(rates.ofSensitive(address), request, answer);
            }
            return true;
        } catch (RefusedException refused) {
            Problems.write(refused, answer);
            return false;
        }
    }

    /** As resources are found by it: decoded, without parameters of its segments, doubled slashes and one at the end. */
    private static String path(HttpServletRequest request) {
        String below = request.getPathInfo();
        return (request.getServletPath() + (below == null ? "" : below))
                .replaceAll("/{2,}", "/")
                .replaceFirst("/$", "");
    }

    /**
     * Counts one more limit, and says so on the answer.
     *
     * @throws RefusedException {@code too-many-requests}
     */
    static void require(RequestRates.Standing standing, HttpServletRequest request, HttpServletResponse answer) {
        if (!standing.limit().isOff()) {
            List<RequestRates.Standing> all = new ArrayList<>(standings(request));
            all.add(standing);
            request.setAttribute(STANDINGS, all);
            answer.setHeader("RateLimit-Policy", join(all, RateGate::policy));
            answer.setHeader("RateLimit", join(all, RateGate::left));
        }
        standing.require();
    }

    @SuppressWarnings("unchecked") // nobody else sets it
    private static List<RequestRates.Standing> standings(HttpServletRequest request) {
        Object kept = request.getAttribute(STANDINGS);
        return kept == null ? List.of() : (List<RequestRates.Standing>) kept;
    }

    private static String join(
            List<RequestRates.Standing> all, java.util.function.Function<RequestRates.Standing, String> item) {
        return all.stream().map(item).collect(Collectors.joining(", "));
    }

    private static String policy(RequestRates.Standing standing) {
        return '"' + standing.limit().name() + "\";q=" + standing.limit().perMinute() + ";w="
                + Duration.ofMinutes(1).toSeconds();
    }

    private static String left(RequestRates.Standing standing) {
        return '"' + standing.limit().name() + "\";r=" + standing.left() + ";t="
                + standing.untilFull().plusNanos(999_999_999).toSeconds();
    }
}
