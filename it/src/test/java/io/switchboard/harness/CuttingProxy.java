// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A bad line to a server: the first connections that carry much are cut somewhere in the middle of it. */
public final class CuttingProxy implements AutoCloseable {
    private static final int BUFFER = 16 << 10;

    private final URI server;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger cutsLeft;
    private final AtomicLong forwarded = new AtomicLong();
    private final int most;
    private volatile long arrives = Long.MAX_VALUE;
    private final Random random = new Random();

    /**
     * Opens one.
     *
     * @param cuts how many connections are cut
     * @param most after how many bytes at most
     */
    public CuttingProxy(ServerUnderTest server, int cuts, int most) {
        this.server = URI.create(server.address());
        this.cutsLeft = new AtomicInteger(cuts);
        this.most = most;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** From now on no more than so many bytes of a connection arrive at the server: the rest goes nowhere. */
    public void losesAfter(long bytes) {
        arrives = bytes;
    }

    /** Its URL; no slash at the end. */
    public String address() {
        return "http://" + door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    /** How many bytes clients have got through to the server. */
    public long forwarded() {
        return forwarded.get();
    }

    /** How many cuts are still to come. */
    public int cutsLeft() {
        return Math.max(0, cutsLeft.get());
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket there = new Socket(server.getHost(), server.getPort());
                threads.execute(() -> carry(there, client, Long.MAX_VALUE));
                threads.execute(() -> carry(client, there, 1 + random.nextInt(most)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One direction, to its end; the server's is counted, and cut after so many bytes while cuts are left. */
    private void carry(Socket from, Socket to, long limit) {
        boolean toServer = limit < Long.MAX_VALUE;
        byte[] buffer = new byte[BUFFER];
        long carried = 0;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                carried += read;
                if (toServer && carried > arrives) {
                    continue;
                }
                out.write(buffer, 0, read);
                if (toServer) {
                    forwarded.addAndGet(read);
                    if (carried > limit && cutsLeft.getAndDecrement() > 0) {
                        return;
                    }
                }
            }
        } catch (IOException other) {
            // The other direction has ended, and with it both connections.
            return;
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
