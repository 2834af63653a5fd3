// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Many terminals of one enterprise that do everything at once until their server is gone, and remember what they were told. */
final class CrashLoad {
    /** Few, so that identifiers are exhausted on the way. */
    static final int FEW_CALLS = 15;

    private static final int MANY_CALLS = 1_000_000;
    private static final int CALLERS = 4;
    private static final int LIMIT_SECONDS = 120;

    private final ServerUnderTest server;
    private final int threads;
    private final int enough;
    private final long seed;
    private final List<Terminal> owners = new ArrayList<>();
    private final List<Terminal> callers = new ArrayList<>();
    private final List<Identifier> identifiers = new ArrayList<>();
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch inFullSwing;

    /** @param enough how many answers are awaited before the end */
    CrashLoad(ServerUnderTest server, int threads, int enough, long seed) {
        this.server = server;
        this.threads = threads;
        this.enough = enough;
        this.seed = seed;
        this.inFullSwing = new CountDownLatch(enough);
        Enterprise enterprise = server.newEnterprise();
        for (int i = 0; i < 2; i++) {
            Account account = enterprise.newAccount();
            owners.addAll(account.enrolsTerminals(2));
            Terminal first = owners.get(owners.size() - 1);
            for (int limit : List.of(FEW_CALLS, MANY_CALLS)) {
                identifiers.add(first.issuesIdentifier(Condition.maxCalls(limit)));
                identifiers.add(first.issuesIdentifier(Condition.maxCalls(limit), Condition.countOnAnswered()));
            }
        }
        Stream.generate(enterprise::newAccount)
                .limit(CALLERS)
                .map(Account::enrolsTerminal)
                .forEach(callers::add);
        Stream.concat(owners.stream(), callers.stream()).forEach(Caller::token);
    }

    List<Terminal> owners() {
        return owners;
    }

    List<Terminal> callers() {
        return callers;
    }

    List<Identifier> identifiers() {
        return identifiers;
    }

    /** Everything that was sent, answered or not. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Goes on until the server is killed in the middle of it. */
    void untilKilled() {
        try (Together together = new Together(threads + 1)) {
            List<Future<Void>> running = new ArrayList<>();
            IntStream.range(0, threads)
                    .forEach(number -> running.add(together.meanwhile(worker(new Random(seed + number)))));
            running.add(together.meanwhile(this::rotatesKeys));
            if (!inFullSwing.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "Only " + (enough - inFullSwing.getCount()) + " answers in " + LIMIT_SECONDS + " s");
            }
            server.kill();
            running.forEach(Together::result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Callable<Void> worker(Random random) {
        return () -> {
            while (act(random)) {
                inFullSwing.countDown();
            }
            return null;
        };
    }

    /** The master key changes all the time: whenever the server ends, the next start has the one that the database is under. */
    private @Nullable Void rotatesKeys() {
        try {
            while (true) {
                server.admin().post("/master-key/rotation").expect(200);
            }
        } catch (UncheckedIOException gone) {
            return null;
        }
    }

    /** @return false when the server is gone */
    private boolean act(Random random) {
        int dice = random.nextInt(100);
        Terminal owner = any(owners, random);
        if (dice < 40 || calls.isEmpty()) {
            Terminal caller = any(callers, random);
            Reply placed =
                    send(caller, "/calls", Map.of("to", any(identifiers, random).code()));
            if (placed != null && placed.status() == 201) {
                calls.add(placed.json().get("id").asText());
            }
            return placed != null;
        }
        if (dice < 48) {
            List<List<String>> forms = List.of(List.of("characters"), List.of("digits", "qr"));
            return send(owner, "/virtual-identifiers", Map.of("forms", any(forms, random), "label", "Crash")) != null;
        }
        if (dice < 56) {
            return acknowledges(owner);
        }
        String call = recent(random);
        String move = dice < 62
                ? "ring-acknowledgement"
                : dice < 76
                        ? "answer"
                        : dice < 82 ? "cancellation" : dice < 85 ? "rejection" : dice < 95 ? "connection" : "hang-up";
        boolean callersMove = move.equals("cancellation") || (dice >= 85 && random.nextBoolean());
        Object body = move.equals("rejection") ? Map.of("scope", "call", "reason", "declined") : null;
        return send(callersMove ? any(callers, random) : owner, "/calls/" + call + "/" + move, body) != null;
    }

    private boolean acknowledges(Terminal terminal) {
        JsonNode mailbox;
        try {
            mailbox = terminal.reads("/mailbox");
        } catch (UncheckedIOException gone) {
            return false;
        }
        return send(
                        terminal,
                        "/mailbox/acknowledgement",
                        Map.of("sequence", mailbox.get("position").asLong()))
                != null;
    }

    private @Nullable Reply send(Caller by, String path, @Nullable Object body) {
        Sent request = Sent.post(by, path, body);
        sent.add(request);
        return request.reply();
    }

    /** One of the last calls, so that several act on the same. */
    private String recent(Random random) {
        synchronized (calls) {
            int size = calls.size();
            return calls.get(size - 1 - random.nextInt(Math.min(size, 2 * CALLERS)));
        }
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
