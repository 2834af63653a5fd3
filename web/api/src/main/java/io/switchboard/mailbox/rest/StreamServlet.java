// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.service.ChannelService;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.Problems;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The channel as server-sent events: {@code GET /api/v1/mailbox/stream}. A servlet of its own, because RESTEasy's streams write with a
 * thread that waits for the reader.
 */
@WebServlet(value = StreamServlet.PATH, asyncSupported = true)
public class StreamServlet extends HttpServlet {
    static final String PATH = "/api/v1/mailbox/stream";
    static final String MEDIA_TYPE = "text/event-stream";
    private static final long serialVersionUID = 1L;
    private static final String AFTER = "after";
    private static final String TICKET = "ticket";
    private static final List<String> PARAMETERS = List.of(AFTER, ChannelEndpoint.FINDABLE, TICKET);
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    @Inject
    transient Channels channels;

    @Inject
    transient Workers workers;

    @Inject
    transient Settings settings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            open(request, response);
        } catch (RefusedException refused) {
            Problems.write(refused, response);
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ChannelAuthentication.TerminalPrincipal principal =
                (ChannelAuthentication.TerminalPrincipal) request.getUserPrincipal();
        TerminalId terminal = principal.terminal();
        Map<String, String> asked = asked(request.getQueryString());
        boolean findable = findable(asked.getOrDefault(ChannelEndpoint.FINDABLE, "false"));
        ChannelService.Opened opened = channels.open(
                        terminal,
                        new ChannelService.Opening(
                                after(request, asked), findable ? principal.from() : Optional.empty()))
                .orElseThrow(() -> RefusedException.of(SharedRefusal.UNAUTHENTICATED, "The terminal is revoked"));
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-cache, no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        // Whole messages go past the container's buffer: nothing is held for a stream that waits, and what cannot leave
        // is known.
        response.setBufferSize(1);
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        ChannelMessages messages = channels.messages(terminal);
        StreamOutlet outlet = new StreamOutlet(
                new StreamOutlet.Exchange(
                        context,
                        response.getOutputStream(),
                        ServletRequestContext.requireCurrent().getExchange()),
                messages,
                workers,
                settings.get(SettingKey.SEND_TIMEOUT));
        outlet.carry(channels.channel(opened, messages, outlet));
    }

    /** What a browser repeats goes before the address, which it repeats as well. */
    private static OptionalLong after(HttpServletRequest request, Map<String, String> asked) {
        String last = request.getHeader(LAST_EVENT_ID);
        if (last != null && !last.isBlank()) {
            return OptionalLong.of(sequence(LAST_EVENT_ID, last.strip()));
        }
        String after = asked.get(AFTER);
        return after == null ? OptionalLong.empty() : OptionalLong.of(sequence(AFTER, after));
    }

    private static boolean findable(String text) {
        if (!Set.of("true", "false").contains(text)) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, ChannelEndpoint.FINDABLE, "must be true or false");
        }
        return text.equals("true");
    }

    private static Map<String, String> asked(@Nullable String query) {
        Map<String, String> asked = new HashMap<>();
        Stream.ofNullable(query)
                .flatMap(all -> Stream.of(all.split("&")))
                .filter(parameter -> !parameter.isEmpty())
                .forEach(parameter -> {
                    String name = parameter.replaceFirst("=.*", "");
                    String value = parameter.substring(Math.min(parameter.length(), name.length() + 1));
                    if (!PARAMETERS.contains(name) || asked.putIfAbsent(name, value) != null) {
                        throw RefusedException.field(
                                SharedRefusal.INVALID_REQUEST,
                                name,
                                "is no parameter of this endpoint, or stands twice; it takes "
                                        + String.join(", ", PARAMETERS));
                    }
                });
        return asked;
    }

    private static long sequence(String where, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, where, "must be the sequence of an event, or 0");
        }
        return Long.parseLong(text);
    }
}
