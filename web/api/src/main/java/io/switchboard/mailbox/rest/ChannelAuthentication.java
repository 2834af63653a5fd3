// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.accounts.service.Authenticator;
import io.switchboard.mailbox.service.ChannelService;
import io.switchboard.mailbox.service.MailboxReadingService;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.Cors;
import io.switchboard.shared.rest.Problems;
import io.switchboard.shared.rest.RequestAttributes;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.Network;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a channel be opened by a terminal only: with its access token, or with a single-use ticket where no header can be sent. A
 * browser's page must be of this server, or of an origin that the operator has named. Nothing but GET opens one.
 */
@WebFilter(
        urlPatterns = {ChannelEndpoint.PATH, StreamServlet.PATH},
        asyncSupported = true)
public class ChannelAuthentication implements Filter {
    private static final String SCHEME = "bearer ";
    private static final String TICKET = "ticket=";
    private static final String METHOD = "GET";

    @Inject
    Authenticator authenticator;

    @Inject
    MailboxReadingService mailbox;

    @Inject
    Requests requests;

    @Inject
    Cors cors;

    /**
     * A terminal, as a request and a WebSocket session carry it.
     *
     * @param from where it comes from
     */
    record TerminalPrincipal(TerminalId terminal, Optional<ChannelService.Place> from) implements Principal {
        @Override
        public String getName() {
            return terminal.toString();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!asked.getMethod().equals(METHOD)) {
            // Before anybody looks at the ticket, which would be used up.
            Problems.writeMethodNotAllowed(answer, METHOD);
            return;
        }
        Principal principal;
        try {
            Actor.Device device = admitted(asked);
            principal = new TerminalPrincipal(device.terminal(), from(asked, device));
        } catch (RefusedException refused) {
            Problems.write(refused, answer);
            return;
        }
        chain.doFilter(
                new HttpServletRequestWrapper(asked) {
                    @Override
                    public Principal getUserPrincipal() {
                        return principal;
                    }
                },
                response);
    }

    private static Optional<ChannelService.Place> from(HttpServletRequest asked, Actor.Device device) {
        return Network.tryAddress((String) asked.getAttribute(RequestAttributes.SOURCE_ADDRESS))
                .map(address -> new ChannelService.Place(device.enterprise(), address));
    }

    private Actor.Device admitted(HttpServletRequest asked) {
        String origin = asked.getHeader("Origin");
        if (origin != null && !cors.admits(origin)) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, "A page of another origin may not open a channel");
        }
        return terminal(asked)
                .orElseThrow(() ->
                        RefusedException.of(SharedRefusal.UNAUTHENTICATED, "A valid access token or ticket is needed"));
    }

    private Optional<Actor.Device> terminal(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return authenticator
                    .authenticate(header.substring(SCHEME.length()).strip(), null)
                    .flatMap(actor -> actor instanceof Actor.Device device ? Optional.of(device) : Optional.empty());
        }
        return ticket(request.getQueryString())
                .flatMap(ticket -> requests.run(() -> mailbox.redeem(ticket)))
                .flatMap(authenticator::device);
    }

    /** Not by the container, which would read a form in the body for it, without limit. */
    private static Optional<String> ticket(@Nullable String query) {
        return query == null
                ? Optional.empty()
                : Stream.of(query.split("&"))
                        .filter(parameter -> parameter.startsWith(TICKET))
                        .map(parameter -> parameter.substring(TICKET.length()))
                        .findFirst();
    }
}
