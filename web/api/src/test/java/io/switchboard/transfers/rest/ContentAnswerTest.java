// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.rest.AnswerPace;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.service.Outgoing;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.spi.AsyncOutputStream;
import org.junit.jupiter.api.Test;

/** What an answer with a content holds while it waits for one or the other, and that it lets go of everything in the end. */
class ContentAnswerTest {
    private static final long LENGTH = 300_000;

    private final Buffers buffers = new Buffers();
    private final Threads threads = new Threads();
    private final Pace pace = new Pace();
    private final Bytes bytes = new Bytes();
    private final Connection connection = new Connection();
    private final List<Long> counted = new ArrayList<>();
    private final List<Runnable> whenEnded = new ArrayList<>();

    private CompletableFuture<Void> done = new CompletableFuture<>();

    private void begins() {
        ContentAnswer answer = new ContentAnswer(
                ended -> {
                    whenEnded.add(ended);
                    return bytes;
                },
                counted::add,
                threads,
                pace,
                buffers,
                LENGTH);
        done = answer.asyncWrite(connection).toCompletableFuture();
    }

    /** Those that a test lets run. */
    private static final class Threads extends Workers {
        private final Deque<Runnable> waiting = new ArrayDeque<>();

        @Override
        public void runUpload(Runnable work) {
            waiting.add(work);
        }

        private void run() {
            waiting.remove().run();
        }
    }

    private static final class Pace implements AnswerPace {
        private boolean paused;
        private boolean cut;
        private Runnable over = () -> {};

        @Override
        public void pauses() {
            paused = true;
        }

        @Override
        public void goesOn() {
            paused = false;
        }

        @Override
        public void cut() {
            cut = true;
        }

        @Override
        public void whenOver(Runnable told) {
            over = told;
        }
    }

    private static final class Bytes implements Outgoing {
        private int there;
        private int closed;
        private Runnable reading = () -> {};
        private Runnable again = () -> {};

        @Override
        public int read(byte[] target) {
            reading.run();
            int read = Math.min(there, target.length);
            there -= read;
            return read;
        }

        @Override
        public void whenMore(Runnable more) {
            again = more;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static final class Connection extends AsyncOutputStream {
        private CompletableFuture<Void> taken = new CompletableFuture<>();
        private long written;

        @Override
        public CompletionStage<Void> asyncFlush() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> asyncWrite(byte[] part, int offset, int length) {
            written += length;
            return taken;
        }

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        private void takes() {
            CompletableFuture<Void> before = taken;
            taken = new CompletableFuture<>();
            before.complete(null);
        }
    }

    @Test
    void whoWaitsForWhatIsNotThereHoldsNoBuffer() {
        begins();
        threads.run();
        assertThat(buffers.lent()).isZero();
        assertThat(pace.paused).isTrue();

        bytes.there = (int) LENGTH;
        bytes.again.run();
        assertThat(buffers.lent()).isZero();
        threads.run();
        assertThat(buffers.lent()).as("while it is taken").isEqualTo(1);
        assertThat(pace.paused).isFalse();
        connection.takes();
        assertThat(buffers.lent()).isZero();
        assertThat(pace.paused).as("while it waits for a thread").isTrue();
        while (!done.isDone()) {
            threads.run();
            connection.takes();
        }
        assertThat(done).isCompleted();
        assertThat(connection.written).isEqualTo(LENGTH);
        assertThat(counted.stream().mapToLong(Long::longValue).sum()).isEqualTo(LENGTH);
        assertThat(bytes.closed).isEqualTo(1);
        assertThat(buffers.lent()).isZero();
        pace.over.run();
        assertThat(bytes.closed).isEqualTo(1);
    }

    @Test
    void whatIsOpenIsClosedWhenTheConnectionEndsInTheMiddleOfAWrite() {
        begins();
        bytes.there = (int) LENGTH;
        threads.run();
        pace.over.run();
        assertThat(bytes.closed).isEqualTo(1);
        assertThat(done).as("the write will fail").isNotDone();
        connection.taken.completeExceptionally(new IOException("gone"));
        assertThat(done).isCompletedExceptionally();
        assertThat(bytes.closed).isEqualTo(1);
        assertThat(buffers.lent()).isZero();
    }

    @Test
    void whatIsOpenIsClosedAfterTheReadWhenTheConnectionEndsInTheMiddleOfOne() {
        begins();
        bytes.there = (int) LENGTH;
        bytes.reading = () -> {
            pace.over.run();
            assertThat(bytes.closed).as("while it is read").isZero();
        };
        threads.run();
        assertThat(bytes.closed).isEqualTo(1);
        assertThat(connection.written).isZero();
        assertThat(done).isCompletedExceptionally();
        assertThat(buffers.lent()).isZero();
    }

    @Test
    void whatIsOpenIsClosedWhenTheConnectionEndsWhileNothingComes() {
        begins();
        threads.run();
        pace.over.run();
        assertThat(bytes.closed).isEqualTo(1);
        bytes.again.run();
        threads.run();
        assertThat(bytes.closed).isEqualTo(1);
        assertThat(buffers.lent()).isZero();
    }

    @Test
    void nothingIsOpenedWhenTheConnectionEndsBefore() {
        begins();
        pace.over.run();
        threads.run();
        assertThat(whenEnded).isEmpty();
        assertThat(buffers.lent()).isZero();
    }

    @Test
    void whoMayNotHaveItAnyMoreIsCut() {
        begins();
        bytes.there = (int) LENGTH;
        threads.run();
        whenEnded.get(0).run();
        assertThat(pace.cut).isTrue();
        assertThat(bytes.closed).isEqualTo(1);
        connection.taken.completeExceptionally(new IOException("cut"));
        assertThat(done).isCompletedExceptionally();
    }

    @Test
    void anErrorOfTheMachineEndsIt() {
        begins();
        bytes.reading = () -> {
            throw new OutOfMemoryError("no memory");
        };
        threads.run();
        assertThat(done).isCompletedExceptionally();
        assertThat(bytes.closed).isEqualTo(1);
        assertThat(buffers.lent()).isZero();
    }
}
