// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.Surroundings;
import java.time.Duration;
import java.util.List;

/**
 * Chooses among the ways to read a mailbox, best first. The best gets several attempts at first, since a server that is down is no
 * proxy that is in the way; then all have their turns until one connects. That one is kept while it works; when it has served its time
 * the best is tried once more.
 */
final class Transports {
    private static final int ATTEMPTS_OF_THE_BEST = 3;

    private final List<EventTransport> bestFirst;
    private int failures;
    private int turn;
    private int kept;

    Transports(List<EventTransport> bestFirst) {
        this.bestFirst = List.copyOf(bestFirst);
    }

    /**
     * The ways that are meant, to the mailbox of a terminal.
     *
     * @param findable whether the terminal may be found by its address
     * @param standsWithin how long the server's first word may take, where it has to come over a connection that stays open
     */
    static Transports of(TerminalSession terminal, Transport meant, boolean findable, Duration standsWithin) {
        Session session = terminal.session();
        Surroundings surroundings = session.server().surroundings();
        Mailbox mailbox = Mailbox.of(terminal);
        EventTransport webSocket = new PromptTransport(
                new WebSocketTransport(session, findable, standsWithin), surroundings.clock(), standsWithin);
        EventTransport stream = new PromptTransport(
                new StreamTransport(session, mailbox, findable, standsWithin), surroundings.clock(), standsWithin);
        EventTransport longPoll = new LongPoll(mailbox, surroundings);
        return new Transports(
                switch (meant) {
                    case AUTO -> List.of(webSocket, stream, longPoll);
                    case WEBSOCKET -> List.of(webSocket);
                    case SSE -> List.of(stream);
                    case LONG_POLL -> List.of(longPoll);
                });
    }

    /** The next to try; it counts as blocked until {@link #gotThrough} says otherwise. */
    EventTransport next() {
        failures++;
        if (failures > (kept > 0 ? 1 : ATTEMPTS_OF_THE_BEST)) {
            turn = (turn + 1) % bestFirst.size();
        }
        return bestFirst.get(turn);
    }

    /** The server has answered over the last one, be it with a refusal. */
    void gotThrough() {
        failures = 0;
        kept = turn;
    }

    /** The last one has served its time: the best has another try, and should that fail the last one goes on. */
    void retired() {
        failures = kept > 0 ? 1 : 0;
        turn = kept > 0 ? bestFirst.size() - 1 : 0;
    }
}
