// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OnPostgresqlOnly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What 5,000 channels of one node cost, and how long it takes to tell all of them something; beside the limit, which is this machine's
 * time to write as many messages to as many sockets and nothing else.
 */
@OnPostgresqlOnly
class ManyChannelsBenchmark {
    private static final int CHANNELS = 5_000;
    private static final int TIMES = 5;
    private static final int MESSAGE = 900;

    @Test
    void fiveThousandChannelsOfOneNode() throws IOException {
        try (ConnectedCrowd connected = new ConnectedCrowd(CHANNELS)) {
            Duration told = connected.tellsAll(TIMES);
            Duration limit = bareSockets();
            figure("heap of a WebSocket", connected.ofWebSockets().heap(), "bytes");
            figure(
                    "heap of a stream of server-sent events",
                    connected.ofStreams().heap(),
                    "bytes");
            figure(
                    "open files of a hundred WebSockets",
                    connected.ofWebSockets().files(),
                    "files");
            figure("open files of a hundred streams", connected.ofStreams().files(), "files");
            figure("an event to all", told.toMillis(), "ms");
            figure("an event to all, at the limit: as many bare sockets", limit.toMillis(), "ms");
            assertThat(connected.crowd().ends()).isZero();
        }
    }

    private static void figure(String what, long value, String unit) {
        System.out.printf("%,d channels of one node: %s: %,d %s%n", CHANNELS, what, value, unit);
    }

    /** The median time to write one message to each of as many connections and to read it there, in one thread. */
    private static Duration bareSockets() throws IOException {
        List<SocketChannel> from = new ArrayList<>();
        List<SocketChannel> to = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < CHANNELS; i++) {
                to.add(SocketChannel.open(server.getLocalAddress()));
                from.add(server.accept());
            }
            List<Duration> taken = new ArrayList<>();
            ByteBuffer read = ByteBuffer.allocateDirect(MESSAGE);
            ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE);
            for (int time = 0; time < TIMES; time++) {
                long begun = System.nanoTime();
                for (SocketChannel socket : from) {
                    message.clear();
                    socket.write(message);
                }
                for (SocketChannel socket : to) {
                    read.clear();
                    int count = 0;
                    while (read.hasRemaining() && count >= 0) {
                        count = socket.read(read);
                    }
                }
                taken.add(Duration.ofNanos(System.nanoTime() - begun));
            }
            Collections.sort(taken);
            return taken.get(TIMES / 2);
        } finally {
            for (SocketChannel socket : from) {
                socket.close();
            }
            for (SocketChannel socket : to) {
                socket.close();
            }
        }
    }
}
