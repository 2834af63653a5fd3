// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final int MOST = 4 * Buffers.BYTES;

    private final Buffers buffers = new Buffers();
    private final ReadAhead ahead = new ReadAhead(buffers);
    private final Client client = new Client();

    /** Bytes by chance, of which some have come. */
    private static final class Client implements ReadAhead.Source {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private int waiting;

        void sends(int bytes) {
            waiting += bytes;
        }

        @Override
        public int fill(byte[] buffer, int from) {
            byte[] some = new byte[Math.min(waiting, buffer.length - from)];
            ThreadLocalRandom.current().nextBytes(some);
            System.arraycopy(some, 0, buffer, from, some.length);
            all.writeBytes(some);
            waiting -= some.length;
            return some.length;
        }
    }

    private byte[] taken() {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        List<ReadAhead.Part> parts = ahead.take();
        parts.forEach(part -> taken.write(part.bytes(), 0, part.length()));
        ahead.giveBack(parts);
        return taken.toByteArray();
    }

    @Test
    void whatComesInManyPiecesIsHandedOutInItsOrderAndInFewBuffers() {
        client.sends(10);
        ahead.readSome(client);
        for (int i = 0; i < 30; i++) {
            client.sends(i * 1_000);
            ahead.readMore(client);
        }
        assertThat(buffers.lent()).isEqualTo(4);
        assertThat(taken()).isEqualTo(client.all.toByteArray()).hasSize(435_010);
        assertThat(buffers.lent()).isZero();
    }

    @Test
    void noMoreIsReadThanHalfAMebibyte() {
        client.sends(MOST + 1);
        ahead.readMore(client);
        ahead.readMore(client);
        assertThat(client.waiting).isEqualTo(1);
        assertThat(taken()).hasSize(MOST);
        ahead.readMore(client);
        assertThat(taken()).hasSize(1);
    }

    @Test
    void whatIsNeededIsReadAlsoWhereMemoryIsShortAndNoMore() {
        List<byte[]> others = new ArrayList<>();
        for (byte[] lent = buffers.takeSpare(); lent != null; lent = buffers.takeSpare()) {
            others.add(lent);
        }
        client.sends(MOST);
        ahead.readMore(client);
        assertThat(ahead.isEmpty()).isTrue();
        ahead.readSome(client);
        ahead.readMore(client);
        assertThat(taken()).hasSize(Buffers.BYTES);
        buffers.give(others.remove(0));
        ahead.readMore(client);
        assertThat(taken()).hasSize(Buffers.BYTES);
    }

    @Test
    void whereNothingComesNothingIsHeld() {
        ahead.readSome(client);
        ahead.readMore(client);
        assertThat(ahead.isEmpty()).isTrue();
        client.sends(1);
        ahead.readSome(client);
        ahead.drop();
        assertThat(taken()).isEmpty();
        assertThat(buffers.lent()).isZero();
    }
}
