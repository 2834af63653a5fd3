// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.transfers.wire.TransfersRefusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final AtomicInteger done = new AtomicInteger();

    private long work() {
        done.incrementAndGet();
        return 10;
    }

    @Test
    void whoAsksFirstDoesItAndNobodyDoesItAgain() throws Exception {
        Checkpoint checkpoint = Checkpoint.begin(threads::add, this::work);
        assertThat(checkpoint.hasEnded()).isFalse();
        assertThat(checkpoint.offset()).isEqualTo(10);
        threads.remove().run();
        assertThat(checkpoint.offset()).isEqualTo(10);
        assertThat(done).hasValue(1);
    }

    @Test
    void whatAnotherThreadHasDoneIsThere() throws Exception {
        Checkpoint checkpoint = Checkpoint.begin(threads::add, this::work);
        threads.remove().run();
        assertThat(checkpoint.hasEnded()).isTrue();
        assertThat(checkpoint.offset()).isEqualTo(10);
        assertThat(done).hasValue(1);
    }

    @Test
    void itIsDoneWhenThereAreNoThreadsAnyMore() throws Exception {
        Checkpoint checkpoint = Checkpoint.begin(
                work -> {
                    throw new RejectedExecutionException("stopped");
                },
                this::work);
        assertThat(checkpoint.offset()).isEqualTo(10);
    }

    @Test
    void whatItFailedByIsToldAsItIs() {
        StorageException full = new StorageFullException("full", null);
        assertThatThrownBy(Checkpoint.begin(Runnable::run, () -> {
                    throw full;
                })::offset)
                .isSameAs(full);
        RefusedException lost = RefusedException.of(TransfersRefusal.UPLOAD_TAKEN_OVER);
        assertThatThrownBy(Checkpoint.begin(Runnable::run, () -> {
                    throw lost;
                })::offset)
                .isSameAs(lost);
    }
}
