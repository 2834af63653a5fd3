// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.accounts.service.Authenticator;
import io.switchboard.mailbox.service.MailboxReadingService;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
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
import org.jspecify.annotations.Nullable;

/**
 * Lets a channel be opened by a terminal only: with its access token, or with a single-use ticket where no header can be sent. A
 * browser's page must be of this server.
 */
@WebFilter(urlPatterns = ChannelEndpoint.PATH, asyncSupported = true)
public class ChannelAuthentication implements Filter {
    private static final String SCHEME = "bearer ";

    @Inject
    Authenticator authenticator;

    @Inject
    MailboxReadingService mailbox;

    @Inject
    Requests requests;

    @Inject
    Settings settings;

    /** A terminal, as a WebSocket session carries it. */
    record TerminalPrincipal(TerminalId terminal) implements Principal {
        @Override
        public String getName() {
            return terminal.toString();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        if (!isOurs(asked.getHeader("Origin"))) {
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "forbidden", "This caller may not do this");
            return;
        }
        Optional<TerminalId> terminal = terminal(asked);
        if (terminal.isEmpty()) {
            ((HttpServletResponse) response).setHeader("WWW-Authenticate", "Bearer");
            refuse(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "unauthenticated",
                    "A valid access token or ticket is needed");
            return;
        }
        Principal principal = new TerminalPrincipal(terminal.get());
        chain.doFilter(
                new HttpServletRequestWrapper(asked) {
                    @Override
                    public Principal getUserPrincipal() {
                        return principal;
                    }
                },
                response);
    }

    private boolean isOurs(@Nullable String origin) {
        return origin == null
                || origin.equals(settings.get(SettingKey.PUBLIC_URL).toString());
    }

    private Optional<TerminalId> terminal(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return authenticator
                    .authenticate(header.substring(SCHEME.length()).strip(), null)
                    .flatMap(actor ->
                            actor instanceof Actor.Device device ? Optional.of(device.terminal()) : Optional.empty());
        }
        String ticket = request.getParameter("ticket");
        return ticket == null
                ? Optional.empty()
                : requests.run(() -> mailbox.redeem(ticket))
                        .flatMap(authenticator::device)
                        .map(Actor.Device::terminal);
    }

    private static void refuse(ServletResponse response, int status, String code, String title) throws IOException {
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setStatus(status);
        answer.setContentType("application/problem+json");
        answer.getWriter()
                .write("{\"type\":\"urn:switchboard:problem:" + code + "\",\"title\":\"" + title + "\",\"status\":"
                        + status + "}");
    }
}
