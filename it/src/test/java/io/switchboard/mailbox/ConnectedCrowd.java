// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import io.switchboard.harness.Account;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Crowd;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.LiveHeap;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * So many channels connected to one server, half of them WebSockets and half of them streams of server-sent events, in accounts whose
 * events go to all of their terminals; and what that costs.
 */
final class ConnectedCrowd implements AutoCloseable {
    private static final int TERMINALS_OF_AN_ACCOUNT = 1_000;
    private static final int AT_A_TIME = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So that nobody but a hint wakes a channel while it is measured. */
    private static final Map<String, String> SETTINGS = Map.of(
            "SWITCHBOARD_TERMINALS_PER_ACCOUNT",
            Integer.toString(TERMINALS_OF_AN_ACCOUNT),
            "SWITCHBOARD_MAILBOX_POLL_INTERVAL",
            "PT10M");

    /** Whoever comes first has the server load and make what it needs for all. */
    private static final int FIRST = 20;

    private final ServerUnderTest server = ServerUnderTest.start(SETTINGS);
    private final Crowd crowd = new Crowd();
    private final List<Owner> owners = new ArrayList<>();
    private final int channels;
    private final Cost ofWebSockets;
    private final Cost ofStreams;

    private record Owner(Terminal terminal, Identifier identifier) {}

    /**
     * What channels of one kind cost the server.
     *
     * @param heap bytes of one
     * @param files that are open for a hundred
     */
    record Cost(long heap, long files) {}

    /** Enrols and connects them all, and waits until each has caught up. */
    ConnectedCrowd(int channels) {
        this.channels = channels;
        Enterprise enterprise = server.newEnterprise();
        List<Terminal> terminals = new ArrayList<>();
        for (int left = channels; left > 0; left -= TERMINALS_OF_AN_ACCOUNT) {
            List<Terminal> ofOne = enrolled(enterprise.newAccount(), Math.min(left, TERMINALS_OF_AN_ACCOUNT));
            terminals.addAll(ofOne);
            owners.add(new Owner(ofOne.get(0), ofOne.get(0).issuesIdentifier(Condition.maxCalls(1))));
        }
        int half = channels / 2;
        joining(terminals.subList(0, FIRST), crowd::join);
        joining(terminals.subList(half, half + FIRST), crowd::joinAsStream);
        ofWebSockets = joining(terminals.subList(FIRST, half), crowd::join);
        ofStreams = joining(terminals.subList(half + FIRST, channels), crowd::joinAsStream);
    }

    /** Connects these, and returns what that has cost. */
    private Cost joining(List<Terminal> terminals, Consumer<Terminal> join) {
        long expected = crowd.messages() + 2L * terminals.size();
        long heapBefore = LiveHeap.of(server).bytes();
        long filesBefore = openFiles();
        together(terminals.stream()
                .<Callable<Boolean>>map(terminal -> () -> {
                    join.accept(terminal);
                    return true;
                })
                .toList());
        crowd.awaits(expected, PATIENCE);
        return new Cost(
                (LiveHeap.of(server).bytes() - heapBefore) / terminals.size(),
                (openFiles() - filesBefore) * 100 / terminals.size());
    }

    private static List<Terminal> enrolled(Account account, int count) {
        return together(IntStream.range(0, count)
                .<Callable<Terminal>>mapToObj(i -> () -> {
                    Terminal terminal = account.enrolsTerminal();
                    terminal.token();
                    return terminal;
                })
                .toList());
    }

    private static <T> List<T> together(List<Callable<T>> work) {
        List<T> results = new ArrayList<>();
        try (Together together = new Together(AT_A_TIME)) {
            for (int from = 0; from < work.size(); from += AT_A_TIME) {
                results.addAll(together.all(work.subList(from, Math.min(from + AT_A_TIME, work.size()))));
            }
        }
        return results;
    }

    ServerUnderTest server() {
        return server;
    }

    Crowd crowd() {
        return crowd;
    }

    /** What the WebSockets cost. */
    Cost ofWebSockets() {
        return ofWebSockets;
    }

    /** What the streams cost. */
    Cost ofStreams() {
        return ofStreams;
    }

    /** Changes something that every terminal hears of; how long until the last of them has. */
    Duration tellsAll() {
        long expected = crowd.messages() + channels;
        long begun = System.nanoTime();
        for (Owner owner : owners) {
            owner.terminal().pauses(owner.identifier());
        }
        crowd.awaits(expected, PATIENCE);
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        for (Owner owner : owners) {
            owner.terminal().resumes(owner.identifier());
        }
        crowd.awaits(expected + channels, PATIENCE);
        return taken;
    }

    /** The median of so many times. */
    Duration tellsAll(int times) {
        List<Duration> taken =
                new ArrayList<>(Stream.generate(this::tellsAll).limit(times).toList());
        Collections.sort(taken);
        return taken.get(times / 2);
    }

    private long openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        crowd.close();
        server.close();
    }
}
