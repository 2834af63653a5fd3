// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Reply;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One lane's requests, at its pace; what their answers mean goes into its book. */
final class SoakRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The server does not answer any more. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A request that the end of the server left without an answer, and what an answer would mean. */
    private record Unanswered(Sent request, Consumer<JsonNode> meaning) {}

    private final SoakBook book;
    private final Turns turns;
    private final AtomicLong count;
    private @Nullable Unanswered unanswered;
    private String uncertain = "";

    SoakRequests(SoakBook book, Turns turns, AtomicLong count) {
        this.book = book;
        this.turns = turns;
        this.count = count;
    }

    void awaitsTurn() {
        turns.awaitNext();
    }

    /**
     * A POST with a key of its own.
     *
     * @param meaning what is true when it goes well
     */
    Reply posts(SoakInbox by, String path, @Nullable Object body, Consumer<JsonNode> meaning) {
        turns.awaitNext();
        Sent sent = Sent.post(by.terminal(), path, body);
        Reply reply = sent.reply();
        if (reply == null) {
            unanswered = new Unanswered(sent, meaning);
            throw new Gone();
        }
        count.incrementAndGet();
        book.answered(sent);
        if (reply.status() < 300) {
            meaning.accept(reply.json());
        }
        return reply;
    }

    /** A request that takes no key, because doing it twice does no harm. */
    Reply unrepeatably(SoakInbox by, String identifier, Function<Terminal, Reply> request) {
        turns.awaitNext();
        uncertain = identifier;
        Reply reply = request.apply(by.terminal());
        uncertain = "";
        count.incrementAndGet();
        return reply;
    }

    /** A GET, which must go well. */
    Reply gets(SoakInbox by, String path) {
        turns.awaitNext();
        Reply reply = by.terminal().get(path).expect(200);
        count.incrementAndGet();
        return reply;
    }

    /** A GET out of turn: on the other thread, or again and again until something has come. */
    JsonNode asks(SoakInbox by, String path) {
        JsonNode json = by.terminal().reads(path);
        count.incrementAndGet();
        return json;
    }

    /** Acknowledges all that an inbox has got, out of turn. */
    void acknowledges(SoakInbox inbox) {
        Reply reply = Sent.post(inbox.terminal(), "/mailbox/acknowledgement", Map.of("sequence", inbox.seen()))
                .reply();
        if (reply == null) {
            throw new Gone();
        }
        count.incrementAndGet();
        inbox.acknowledged(reply.expect(200).json().get("acknowledged").asLong());
    }

    /** After the restart, asks again what was not answered: it is carried out once, now or before. */
    void settle() {
        Unanswered open = unanswered;
        if (open != null) {
            Reply reply = Awaitility.await("the key of " + open.request().path())
                    .atMost(PATIENCE)
                    .until(open.request()::again, answer -> !answer.code().equals("idempotency-key-in-use"));
            assertThat(reply.status() + " " + reply.code())
                    .as(open.request().path() + reply.text())
                    .isIn("200 ", "201 ", "403 call-refused", "409 illegal-move", "409 answered-elsewhere");
            if (reply.status() < 300) {
                open.meaning().accept(reply.json());
            }
        }
    }

    /** The identifier whose change had no answer when the server went, so that it may show either; empty when there is none. */
    String uncertain() {
        return uncertain;
    }
}
