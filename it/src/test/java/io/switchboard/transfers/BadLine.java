// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import io.switchboard.harness.ServerUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server that counts what goes through, and holds or breaks at a place that a test chooses. */
final class BadLine implements AutoCloseable {
    private static final int BUFFER = 16 << 10;

    private final URI server;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong toServer = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile long breakAfter = Long.MAX_VALUE;
    private volatile Hold up = new Hold(Long.MAX_VALUE);
    private volatile Hold down = new Hold(Long.MAX_VALUE);

    BadLine(ServerUnderTest server) {
        this.server = URI.create(server.address());
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Where nothing goes on once so much has gone through, until it is released. */
    private record Hold(long after, CountDownLatch released) {
        private Hold(long after) {
            this(after, new CountDownLatch(1));
        }
    }

    /** Its URL; no slash at the end. */
    String address() {
        return "http://" + door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    /** How many bytes have gone to the server. */
    long toServer() {
        return toServer.get();
    }

    /** How many bytes have come from the server. */
    long toClient() {
        return toClient.get();
    }

    /** Holds when so many bytes more have gone to the server. */
    void holdsUploadsAfter(long bytes) {
        up = new Hold(toServer.get() + bytes);
    }

    /** Holds when so many bytes more have come from the server. */
    void holdsAnswersAfter(long bytes) {
        down = new Hold(toClient.get() + bytes);
    }

    /** Holds nothing any more. */
    void goesOn() {
        Hold before = up;
        Hold other = down;
        up = new Hold(Long.MAX_VALUE);
        down = new Hold(Long.MAX_VALUE);
        before.released().countDown();
        other.released().countDown();
    }

    /** Breaks the first connections on which so many bytes have come from the server. */
    void breaksAnswers(int times, long after) {
        breakAfter = after;
        breaks.set(times);
    }

    /** How many connections are still to be broken. */
    int breaksLeft() {
        return Math.max(0, breaks.get());
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** A server that is away takes no connections, here neither. */
    private void connect(Socket client) throws IOException {
        try {
            Socket there = new Socket(server.getHost(), server.getPort());
            threads.execute(() -> carry(there, client, toClient, false));
            threads.execute(() -> carry(client, there, toServer, true));
        } catch (ConnectException away) {
            client.close();
        }
    }

    /** One direction, to its end. */
    private void carry(Socket from, Socket to, AtomicLong count, boolean upwards) {
        byte[] buffer = new byte[BUFFER];
        long carried = 0;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Hold hold = upwards ? up : down;
                if (count.get() >= hold.after()) {
                    hold.released().await();
                }
                out.write(buffer, 0, read);
                count.addAndGet(read);
                carried += read;
                if (!upwards && carried > breakAfter && breaks.getAndDecrement() > 0) {
                    return;
                }
            }
        } catch (IOException other) {
            // The other direction has ended, and with it both connections.
            return;
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
