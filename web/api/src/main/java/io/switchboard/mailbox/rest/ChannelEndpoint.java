// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.service.ChannelService;
import io.switchboard.mailbox.service.MailboxReadingService;
import io.switchboard.mailbox.wire.MailboxRefusal;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.wire.TerminalId;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The WebSocket channel: {@code /api/v1/mailbox/channel}, subprotocol {@code cloudevents.json}. */
@ServerEndpoint(value = ChannelEndpoint.PATH, subprotocols = ChannelEndpoint.SUBPROTOCOL)
public class ChannelEndpoint {
    static final String PATH = "/api/v1/mailbox/channel";
    static final String SUBPROTOCOL = "cloudevents.json";
    static final int LONGEST_MESSAGE = 256;

    /** Whether the terminal may be found by the address that its channel comes from. */
    static final String FINDABLE = "findable";

    private static final Logger LOG = Logger.getLogger(ChannelEndpoint.class);

    private static final String OPEN = "open";
    private static final String PART = "part";

    @Inject
    Channels channels;

    @Inject
    MailboxReadingService mailbox;

    @Inject
    Requests requests;

    @Inject
    Settings settings;

    private record Open(Channel channel, WebSocketOutlet outlet) {}

    @OnOpen
    public void open(Session session) throws IOException {
        session.setMaxTextMessageBufferSize(LONGEST_MESSAGE);
        if (!SUBPROTOCOL.equals(session.getNegotiatedSubprotocol())) {
            session.close(
                    new CloseReason(CloseReason.CloseCodes.PROTOCOL_ERROR, "offer the subprotocol " + SUBPROTOCOL));
            return;
        }
        ChannelAuthentication.TerminalPrincipal principal =
                (ChannelAuthentication.TerminalPrincipal) session.getUserPrincipal();
        TerminalId terminal = principal.terminal();
        ChannelService.Opening asked =
                new ChannelService.Opening(after(session), findable(session) ? principal.from() : Optional.empty());
        ChannelMessages messages = channels.messages(terminal);
        try {
            channels.open(terminal, asked)
                    .ifPresentOrElse(opened -> start(session, opened, messages), () -> end(session, Ending.REVOKED));
        } catch (RefusedException refused) {
            refuse(session, refused, messages);
        }
    }

    private void start(Session session, ChannelService.Opened opened, ChannelMessages messages) {
        WebSocketOutlet outlet = new WebSocketOutlet(session);
        Channel channel = channels.channel(opened, messages, outlet);
        session.getAsyncRemote()
                .setSendTimeout(settings.get(SettingKey.SEND_TIMEOUT).toMillis());
        session.getUserProperties().put(OPEN, new Open(channel, outlet));
        channel.start();
    }

    /** It cannot begin there. A browser's page sees nothing of an HTTP answer, so that the refusal is said over the channel. */
    private static void refuse(Session session, RefusedException refused, ChannelMessages messages) throws IOException {
        if (refused.oldest() != null) {
            session.getBasicRemote().sendText(messages.purged(refused.oldest()).json());
        }
        end(session, Ending.of(refused));
    }

    private static void end(Session session, Ending ending) {
        new WebSocketOutlet(session).end(ending);
    }

    private static OptionalLong after(Session session) throws IOException {
        List<String> values = session.getRequestParameterMap().getOrDefault("after", List.of());
        try {
            return values.stream()
                    .mapToLong(Long::parseLong)
                    .filter(value -> value >= 0)
                    .findFirst();
        } catch (NumberFormatException e) {
            session.close(new CloseReason(CloseReason.CloseCodes.CANNOT_ACCEPT, "after must be a sequence"));
            throw e;
        }
    }

    private static boolean findable(Session session) throws IOException {
        List<String> values = session.getRequestParameterMap().getOrDefault(FINDABLE, List.of());
        if (values.size() > 1 || !Set.of("true", "false").containsAll(values)) {
            session.close(new CloseReason(CloseReason.CloseCodes.CANNOT_ACCEPT, FINDABLE + " must be true or false"));
            throw new IllegalArgumentException(FINDABLE + " is neither true nor false");
        }
        return values.contains("true");
    }

    /** Nothing binary is spoken here. Taken in parts, so that the container does not collect it first. */
    @OnMessage
    public void binary(Session session, byte[] part, boolean last) throws IOException {
        session.close(new CloseReason(CloseReason.CloseCodes.CANNOT_ACCEPT, "text only"));
    }

    /** A message in parts, however many: the container's own limit is one of frames. */
    @OnMessage
    public void part(Session session, String part, boolean last) throws IOException {
        String text = session.getUserProperties().getOrDefault(PART, "") + part;
        if (text.length() > LONGEST_MESSAGE) {
            session.close(
                    new CloseReason(CloseReason.CloseCodes.TOO_BIG, "at most " + LONGEST_MESSAGE + " characters"));
            return;
        }
        session.getUserProperties().put(PART, last ? "" : text);
        if (last) {
            message(session, text);
        }
    }

    /** A terminal may acknowledge over the channel, {@code {"acknowledge": 17}}; anything else closes it. */
    private void message(Session session, String text) throws IOException {
        Open open = opened(session);
        if (open != null) {
            open.outlet().heard();
        }
        Optional<Long> sequence = Acknowledgement.parse(text);
        if (open == null || sequence.isEmpty()) {
            session.close(new CloseReason(CloseReason.CloseCodes.CANNOT_ACCEPT, "only {\"acknowledge\": sequence}"));
            return;
        }
        try {
            requests.run(() -> mailbox.acknowledge(open.channel().terminal(), sequence.get()));
        } catch (RefusedException e) {
            if (e.code() == MailboxRefusal.NEVER_SENT) {
                end(session, Ending.NEVER_SENT);
            } else {
                session.close(new CloseReason(
                        CloseReason.CloseCodes.CANNOT_ACCEPT, e.code().code()));
            }
        }
    }

    /** The reader is there. */
    @OnMessage
    public void pong(Session session, PongMessage pong) {
        Open open = opened(session);
        if (open != null) {
            open.outlet().heard();
        }
    }

    @OnClose
    public void close(Session session) {
        Open open = opened(session);
        if (open != null) {
            open.channel().stop();
        }
    }

    @OnError
    public void error(Session session, Throwable failure) throws IOException {
        LOG.debug("A channel failed", failure);
        close(session);
        if (session.isOpen()) {
            session.close(Ending.FAILED.closeReason());
        }
    }

    private static @Nullable Open opened(Session session) {
        return (Open) session.getUserProperties().get(OPEN);
    }
}
