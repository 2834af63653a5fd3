// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * An owner with two terminals in one enterprise and a caller in another, whose days go on and on at a steady pace. The door reads its
 * mailbox when it likes, the phone has a channel, the visitor has a long poll. Nobody else touches what is theirs, so that every answer
 * is known beforehand: another one fails the lane.
 */
final class SoakLane {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS_OF_A_CHANNEL = 20;

    /** The identifier that is called today. */
    private record Today(String id, String path, String code, boolean onAnswered) {}

    private final SoakBook book = new SoakBook();
    private final SoakRequests requests;
    private final BooleanSupplier ending;
    private final Account owner;
    private final Account guest;
    private final SoakInbox door;
    private final SoakInbox phone;
    private final SoakInbox visitor;
    private @Nullable Channel channel;

    /**
     * A new one.
     *
     * @param requests counts those of all lanes
     * @param ending whether the server may be gone
     */
    SoakLane(ServerUnderTest server, Duration pause, AtomicLong requests, BooleanSupplier ending) {
        this.requests = new SoakRequests(book, new Turns(pause), requests);
        this.ending = ending;
        owner = server.newEnterprise().newAccount();
        guest = server.newEnterprise().newAccount();
        List<Terminal> terminals = owner.enrolsTerminals(2);
        door = new SoakInbox(terminals.get(0));
        phone = new SoakInbox(terminals.get(1));
        visitor = new SoakInbox(guest.enrolsTerminal());
    }

    SoakBook book() {
        return book;
    }

    Account owner() {
        return owner;
    }

    Account guest() {
        return guest;
    }

    List<SoakInbox> inboxes() {
        return List.of(door, phone, visitor);
    }

    SoakRequests requests() {
        return requests;
    }

    /** Goes on until the server is gone. */
    Void goesOn() {
        return untilGone(() -> {
            Today today = issues(0);
            for (int number = 0; ; number++) {
                if (number % 10 == 9) {
                    revokes(today);
                    today = issues(number);
                }
                round(number, today);
            }
        });
    }

    /** The visitor's long poll, on a thread of its own, until the server is gone. */
    Void listens() {
        return untilGone(() -> {
            while (true) {
                reads(visitor, 5);
            }
        });
    }

    private Void untilGone(Runnable work) {
        try {
            work.run();
            throw new IllegalStateException("The work has no end");
        } catch (SoakRequests.Gone | UncheckedIOException e) {
            if (!ending.getAsBoolean()) {
                throw new AssertionError("The server was gone before its time", e);
            }
        }
        return null;
    }

    // ------------------------------------------------------------------------------------------------------- a day

    private void round(int number, Today today) {
        if (number % 10 == 3) {
            edits(today, 1000 + number);
        }
        if (number % 10 == 6) {
            pausesForAMoment(today);
        }
        String call = dials(today);
        moves(phone, "ring-acknowledgement", call, today);
        switch (number % 7) {
            case 0, 1, 2 -> talks(call, today, number % 2 == 0 ? door : visitor);
            case 3 -> moves(door, "rejection", call, today);
            case 4 -> moves(visitor, "cancellation", call, today);
            case 5 -> moves(door, "answer", call, today); // and nobody connects
            default -> {} // nobody answers
        }
        JsonNode seen = requests.gets(visitor, "/calls/" + call).json();
        book.call(seen);
        requests.awaitsTurn();
        reads(door, 0);
        hears(call, number);
        if (number % 10 == 0) {
            requests.gets(door, "/virtual-identifiers?limit=20");
            requests.gets(visitor, "/calls?limit=20");
        }
    }

    private Today issues(int number) {
        boolean onAnswered = number % 20 == 9;
        String form = onAnswered ? "digits" : "characters";
        JsonNode view = requests.posts(
                        door,
                        "/virtual-identifiers",
                        Map.of(
                                "forms",
                                List.of(form, "qr"),
                                "label",
                                "Soak",
                                "conditions",
                                Map.of("maxCalls", 1000, "countOn", onAnswered ? "answered" : "forwarded")),
                        book::identifier)
                .expect(201)
                .json();
        String id = view.get("id").asText();
        return new Today(
                id, "/virtual-identifiers/" + id, view.get("codes").get(form).asText(), onAnswered);
    }

    private void edits(Today today, int maxCalls) {
        String etag = requests.gets(door, today.path()).header("ETag").orElseThrow();
        book.identifier(requests.unrepeatably(
                        door,
                        today.id(),
                        terminal ->
                                terminal.patch(today.path(), Map.of("conditions", Map.of("maxCalls", maxCalls)), etag))
                .expect(200)
                .json());
    }

    private void pausesForAMoment(Today today) {
        requests.posts(door, today.path() + "/pause", null, book::identifier).expect(200);
        isRefused(today);
        requests.posts(door, today.path() + "/resume", null, book::identifier).expect(200);
    }

    private void revokes(Today today) {
        requests.unrepeatably(door, today.id(), terminal -> terminal.delete(today.path()))
                .expect(204);
        book.revoked(today.id());
        isRefused(today);
    }

    private void isRefused(Today today) {
        requests.posts(visitor, "/calls", Map.of("to", today.code()), book::call)
                .expect(403, "call-refused");
    }

    private String dials(Today today) {
        Reply placed = requests.posts(visitor, "/calls", Map.of("to", today.code()), view -> {
            book.call(view);
            if (!today.onAnswered()) {
                book.used(today.id());
            }
        });
        return placed.expect(201).json().get("id").asText();
    }

    private void talks(String call, Today today, SoakInbox hangsUp) {
        moves(door, "answer", call, today);
        requests.posts(phone, "/calls/" + call + "/answer", null, book::call).expect(409, "answered-elsewhere");
        moves(visitor, "connection", call, today);
        moves(door, "connection", call, today);
        moves(hangsUp, "hang-up", call, today);
    }

    private void moves(SoakInbox by, String move, String call, Today today) {
        requests.posts(by, "/calls/" + call + "/" + move, null, view -> {
                    book.call(view);
                    if (move.equals("answer") && today.onAnswered()) {
                        book.used(today.id());
                    }
                })
                .expect(200);
    }

    // ------------------------------------------------------------------------------------------------------ mailboxes

    private void reads(SoakInbox inbox, int wait) {
        JsonNode page;
        do {
            page = requests.asks(inbox, "/mailbox?after=" + inbox.seen() + "&wait=" + wait);
            inbox.takesPage(page);
        } while (!page.get("caughtUp").asBoolean());
        if (inbox.isFull()) {
            requests.acknowledges(inbox);
        }
    }

    /** The phone learns of the call over its channel. Now and then it acknowledges, hangs up the channel and opens another. */
    private void hears(String call, int number) {
        Channel open = channel;
        if (open == null) {
            open = opensChannel();
            channel = open;
        }
        Channel listening = open;
        Awaitility.await("the ringing of " + call)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    listening.events().forEach(phone::takes);
                    return phone.lastRinging().equals(call) || listening.isClosed();
                });
        if (listening.isClosed()) {
            if (ending.getAsBoolean()) {
                throw new SoakRequests.Gone();
            }
            throw new AssertionError("The channel of " + phone.terminal().id() + " ended: " + listening.end());
        }
        if (number % ROUNDS_OF_A_CHANNEL == ROUNDS_OF_A_CHANNEL - 1) {
            changesChannels(listening);
        }
    }

    private Channel opensChannel() {
        requests.awaitsTurn();
        try {
            return phone.terminal().opensChannel(phone.seen());
        } catch (RuntimeException e) {
            throw ending.getAsBoolean() ? new SoakRequests.Gone() : e;
        }
    }

    private void changesChannels(Channel listening) {
        listening.acknowledges(phone.seen());
        Awaitility.await("the channel's acknowledgement")
                .atMost(PATIENCE)
                .until(() -> requests.asks(phone, "/mailbox?after=" + phone.seen())
                                .get("acknowledged")
                                .asLong()
                        == phone.seen());
        phone.acknowledged(phone.seen());
        listening.close();
        channel = null;
    }
}
