// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Event;
import io.switchboard.harness.EventStream;
import io.switchboard.harness.EventStream.Frame;
import io.switchboard.harness.LiveHeap;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.RequestInFlight;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SleepyReader;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A server that stops sends its readers away, each with another time to come back, instead of leaving them to find out; and it finishes the
 * requests that it is answering.
 */
@OnceForAllDatabases
class LeavingServerIT {
    private static final String STREAM = "io.switchboard.mailbox.rest.StreamOutlet";
    private static final int SERVICE_RESTART = 1012;
    private static final int OF_A_TERMINAL = 4;
    private static final int LARGE_ACCOUNTS = 20;
    private static final Duration RETURN = Duration.ofSeconds(5);

    /** Of the server under test, for requests under way; who waits must not use it up. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Test
    void whoeverWaitsIsToldToConnectAgain() {
        try (ServerUnderTest server = ServerUnderTest.start(
                        Map.of("SWITCHBOARD_MAILBOX_PING_INTERVAL", "PT2S", ServerUnderTest.SEND_BUFFER, "4096"));
                Together together = new Together(OF_A_TERMINAL + 1)) {
            Enterprise enterprise = server.newEnterprise();
            largeAccounts(enterprise);
            Account account = enterprise.newAccount();
            List<Terminal> terminals = account.enrolsTerminals(6);
            List<Channel> channels =
                    terminals.subList(0, 2).stream().map(Terminal::opensChannel).toList();
            List<EventStream> streams = terminals.subList(2, 4).stream()
                    .map(terminal -> terminal.opensStream(""))
                    .toList();
            channels.forEach(channel -> channel.awaits("channel.caught-up"));
            streams.forEach(stream -> stream.awaits("channel.caught-up"));
            Awaitility.await("comments keep the streams open")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> streams.stream().allMatch(stream -> stream.comments() > 1));
            SleepyReader.openStream(terminals.get(5)).close();
            Awaitility.await("nobody reads the third stream")
                    .atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> LiveHeap.of(server).instances(STREAM), left -> left == streams.size());
            Terminal polling = terminals.get(4);
            polling.token();
            List<Future<JsonNode>> polls = Stream.generate(
                            () -> together.meanwhile(() -> polling.reads("/mailbox?after=0&wait=60")))
                    .limit(OF_A_TERMINAL)
                    .toList();
            Awaitility.await("as many wait as may")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> polling.get("/mailbox?after=0&wait=1").status() == 429);

            RequestInFlight request = RequestInFlight.begin(server, enterprise, "/accounts?limit=200");

            long asked = System.nanoTime();
            Future<Duration> stopping = together.meanwhile(() -> {
                server.stop();
                return Duration.ofNanos(System.nanoTime() - asked);
            });
            request.awaitsThatNoOthersAreServed();
            assertThat(stopping).isNotDone();
            assertThat(request.finish().expect(200).json().get("items")).hasSizeGreaterThan(LARGE_ACCOUNTS);

            polls.forEach(poll -> {
                JsonNode page = Together.result(poll);
                assertThat(page.get("events")).isEmpty();
                assertThat(page.get("caughtUp").asBoolean()).isTrue();
            });
            channels.forEach(channel -> assertThat(channel.awaitsClose()).isEqualTo(SERVICE_RESTART));
            streams.forEach(stream -> assertThat(stream.awaitsClose()).isEqualTo(SERVICE_RESTART));
            Set<Duration> advice = Stream.concat(
                            channels.stream().map(channel -> channel.awaits("channel.reconnect")),
                            streams.stream()
                                    .map(stream -> stream.awaits("channel.reconnect"))
                                    .map(Frame::event))
                    .map(LeavingServerIT::advice)
                    .collect(Collectors.toSet());
            assertThat(advice)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(time -> assertThat(time).isBetween(Duration.ZERO, RETURN));
            streams.forEach(stream -> {
                Frame frame = stream.awaits("channel.reconnect");
                assertThat(frame.fields().get("retry"))
                        .isEqualTo(Long.toString(advice(frame.event()).toMillis()));
            });
            assertThat(Together.result(stopping))
                    .as("nobody else was waited for")
                    .isLessThan(GRACE);
        }
    }

    private static void largeAccounts(Enterprise enterprise) {
        Map<String, String> much = IntStream.range(0, 20)
                .boxed()
                .collect(Collectors.toUnmodifiableMap(i -> "key" + i, i -> "x".repeat(500)));
        for (int i = 0; i < LARGE_ACCOUNTS; i++) {
            enterprise
                    .post("/accounts", Map.of("name", "Large", "metadata", much))
                    .expect(201);
        }
    }

    private static Duration advice(Event event) {
        return Duration.parse(event.data().get("retryAfter").asText());
    }
}
