// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * An MQTT broker of its own on this machine, of the system package {@code mosquitto}, and as much of MQTT 3.1.1 (OASIS) as it takes to
 * publish with QoS 1 and to receive. Plain sockets, so that what is measured is the broker's time and no client library's.
 */
public final class Mosquitto implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Path settings;
    private final Program program;
    private final int port;

    private Mosquitto(Path settings, Program program, int port) {
        this.settings = settings;
        this.program = program;
        this.port = port;
    }

    /** Starts one; skips the test where it is not installed. */
    public static Mosquitto start() {
        Tool.required("mosquitto", "mosquitto");
        int port = ServerUnderTest.freePort();
        try {
            Path settings = Files.createTempFile("mosquitto", ".conf");
            Files.writeString(
                    settings, "listener " + port + " " + LOOPBACK + "\nallow_anonymous true\nset_tcp_nodelay true\n");
            Program program = Program.start(List.of("mosquitto", "-c", settings.toString()), Map.of(), "");
            Mosquitto broker = new Mosquitto(settings, program, port);
            Awaitility.await("mosquitto")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(broker::isThere);
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException("No broker can be started", e);
        }
    }

    private boolean isThere() {
        if (!program.isRunning()) {
            throw new IllegalStateException("mosquitto does not start: " + program.err());
        }
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A new client with a clean session. */
    public Client connects(String id) {
        try {
            return new Client(new Socket(InetAddress.getLoopbackAddress(), port), id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
        try {
            Files.delete(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection. One thread may send while another receives. */
    public static final class Client implements AutoCloseable {
        private static final int CONNACK = 0x20;
        private static final int PUBLISH_QOS_1 = 0x32;
        private static final int PUBLISH_TYPE = 0x30;
        private static final int PUBACK = 0x40;
        private static final int SUBACK = 0x90;
        private static final byte[] MQTT_3_1_1_CLEAN = {0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0};
        private static final byte[] FIRST_PACKET_ID = {0, 1};

        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private int lastPacketId;

        Client(Socket socket, String id) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) LIMIT.toMillis());
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
            write(0x10, joined(MQTT_3_1_1_CLEAN, text(id)));
            expect(CONNACK);
        }

        /** From now on it receives what is published on this topic, with QoS 1. */
        public void subscribes(String topic) {
            try {
                write(0x82, joined(FIRST_PACKET_ID, text(topic), new byte[] {1}));
                expect(SUBACK);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Publishes with QoS 1, and does not wait for the broker's word. */
        public void publishes(String topic, byte[] message) {
            lastPacketId = lastPacketId % 0xFFFF + 1;
            try {
                write(PUBLISH_QOS_1, joined(text(topic), packetId(lastPacketId), message));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits for the broker's word that it has what was published last. */
        public void awaitsAcknowledgement() {
            try {
                expect(PUBACK);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits for the next message; acknowledges it when it is there. */
        public byte[] receives() {
            try {
                int first = in.readUnsignedByte();
                byte[] packet = in.readNBytes(length());
                if ((first & 0xF0) != PUBLISH_TYPE) {
                    throw new AssertionError("The broker sends packet " + first + " for a message");
                }
                int topic = 2 + ((packet[0] & 0xFF) << 8) + (packet[1] & 0xFF);
                boolean numbered = (first & 6) != 0;
                if (numbered) {
                    write(PUBACK, new byte[] {packet[topic], packet[topic + 1]});
                }
                int from = numbered ? topic + 2 : topic;
                return java.util.Arrays.copyOfRange(packet, from, packet.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void expect(int type) throws IOException {
            int first = in.readUnsignedByte();
            in.readNBytes(length());
            if (first != type) {
                throw new AssertionError("The broker sends packet " + first + " and not " + type);
            }
        }

        private void write(int first, byte[] packet) throws IOException {
            out.writeByte(first);
            int left = packet.length;
            do {
                out.writeByte(left < 128 ? left : (left % 128) | 128);
                left /= 128;
            } while (left > 0);
            out.write(packet);
            out.flush();
        }

        private int length() throws IOException {
            int length = 0;
            int shift = 0;
            int next;
            do {
                next = in.readUnsignedByte();
                length |= (next & 127) << shift;
                shift += 7;
            } while (next > 127);
            return length;
        }

        private static byte[] packetId(int id) {
            return new byte[] {(byte) (id >> 8), (byte) id};
        }

        private static byte[] text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return joined(packetId(bytes.length), bytes);
        }

        private static byte[] joined(byte[]... parts) {
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            for (byte[] part : parts) {
                all.writeBytes(part);
            }
            return all.toByteArray();
        }
    }
}
