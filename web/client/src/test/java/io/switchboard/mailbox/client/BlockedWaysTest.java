// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.accounts.client.TerminalIdentity;
import io.switchboard.accounts.client.TerminalKeys;
import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.mailbox.client.FakeProxy.Way;
import io.switchboard.shared.client.ClientOptions;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client does whose proxy is in the way of WebSockets, of streams, or of both. */
@Timeout(20)
class BlockedWaysTest {
    private static final Duration STANDS_WITHIN = Duration.ofMillis(300);
    private static final int PATIENCE_SECONDS = 15;

    private final FakeMachine machine;
    private final FakeProxy proxy;
    private final TerminalSession terminal;

    BlockedWaysTest(@TempDir Path directory) {
        machine = new FakeMachine(directory);
        proxy = new FakeProxy(() -> machine.moveOn(STANDS_WITHIN));
        terminal = TerminalSession.of(
                SwitchboardClient.connect(proxy.uri(), ClientOptions.defaults(), machine),
                new TerminalIdentity(
                        new TerminalId("0199a1b2-0000-7000-8000-000000000001"),
                        new AccountId("0199a1b2-0000-7000-8000-000000000002"),
                        "phone",
                        TerminalKeys.generate(machine.random())));
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"REFUSED", "REPLACED", "HELD_BACK"})
    void whereNoWebSocketGetsThroughEventsComeAsAStream(Way blocked) throws InterruptedException {
        proxy.with(FakeProxy.WEB_SOCKET, blocked);

        hearsOneEvent(Transport.AUTO);

        assertThat(proxy.asked())
                .startsWith("channel", "channel", "channel", "stream", "acknowledgement")
                .doesNotContain("");
        assertThat(machine.pauses()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void whereNoStreamGetsThroughEitherItAsksAgainAndAgain(Way blocked) throws InterruptedException {
        proxy.with(FakeProxy.WEB_SOCKET, Way.REFUSED).with(FakeProxy.STREAM, blocked);

        hearsOneEvent(Transport.AUTO);

        assertThat(proxy.asked().subList(0, 5)).containsExactly("channel", "channel", "channel", "stream", "");
        assertThat(proxy.asked()).contains("acknowledgement");
    }

    @Test
    void whoWantsOneWayOnlyGetsThatOne() throws InterruptedException {
        hearsOneEvent(Transport.SSE);

        assertThat(proxy.asked()).startsWith("stream", "acknowledgement").doesNotContain("channel", "");
    }

    /** Reads until the event was heard and acknowledged. */
    private void hearsOneEvent(Transport transport) throws InterruptedException {
        CountDownLatch heard = new CountDownLatch(1);
        Thread reader;
        try (EventChannel channel = new EventChannel(
                Transports.of(terminal, transport, false, STANDS_WITHIN),
                machine,
                EventChannel.BACKOFF,
                event -> heard.countDown())) {
            reader = machine.start("reader", channel::run);
            for (CountDownLatch awaited : List.of(heard, proxy.acknowledged())) {
                assertThat(awaited.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
        }
        reader.join();
    }
}
