// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When those who wait for an upload look, and how many of them. */
class UploadWatchTest {
    private final TransferId transfer = new TransferId(UUID.randomUUID());
    private final UploadId upload = new UploadId(UUID.randomUUID());
    private final TerminalId terminal = new TerminalId(UUID.randomUUID());
    private final UploadWatch watch = new UploadWatch();
    private final Timer timer = new Timer();
    private final List<String> woken = new ArrayList<>();
    private long now;
    private int looks;

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    void watches() {
        watch.workers = timer;
        watch.time = new MonotonicTime() {
            @Override
            public long nanos() {
                return now;
            }
        };
    }

    /** What was put off, for a test to let happen. */
    private static final class Timer extends Workers {
        private final List<Due> due = new ArrayList<>();

        @Override
        public ScheduledFuture<?> later(Runnable work, Duration pause) {
            Due one = new Due(work, pause);
            due.add(one);
            return one;
        }

        private Due last() {
            return due.get(due.size() - 1);
        }
    }

    private static final class Due extends FutureTask<Void> implements RunnableScheduledFuture<Void> {
        private final Duration pause;

        private Due(Runnable work, Duration pause) {
            super(work, null);
            this.pause = pause;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(pause);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    private DeliveryService.Ahead look(UploadWatch.Seat seat) {
        return seat.look(terminal, upload, from -> {
            looks++;
            return new DeliveryService.Ahead(null, from, List.of(), Set.of(terminal));
        });
    }

    @Test
    void whoHearsNothingLooksLessAndLessOften() {
        UploadWatch.Seat seat = watch.open(transfer);
        for (int i = 0; i < 6; i++) {
            seat.await(() -> woken.add("one"));
            timer.last().run();
        }
        assertThat(woken).hasSize(6);
        assertThat(timer.due).extracting(due -> due.pause.toSeconds()).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void whoFindsMoreLooksAgainSoon() {
        UploadWatch.Seat seat = watch.open(transfer);
        for (int i = 0; i < 5; i++) {
            seat.await(() -> woken.add("one"));
            timer.last().run();
        }
        seat.brought();
        seat.await(() -> woken.add("one"));
        assertThat(timer.last().pause).hasSeconds(1);
    }

    @Test
    void whatMovesHereWakesAllAtOnce() {
        UploadWatch.Seat one = watch.open(transfer);
        UploadWatch.Seat other = watch.open(transfer);
        UploadWatch.Seat elsewhere = watch.open(new TransferId(UUID.randomUUID()));
        one.await(() -> woken.add("one"));
        other.await(() -> woken.add("other"));
        elsewhere.await(() -> woken.add("elsewhere"));
        watch.moved(transfer);
        assertThat(woken).containsExactlyInAnyOrder("one", "other");
        assertThat(timer.due).extracting(FutureTask::isCancelled).containsExactly(true, true, false);
    }

    @Test
    void whatMovesAfterALookBeganIsNotMissed() {
        UploadWatch.Seat seat = watch.open(transfer);
        seat.look(terminal, upload, from -> {
            watch.moved(transfer);
            return new DeliveryService.Ahead(null, from, List.of(), Set.of(terminal));
        });
        seat.await(() -> woken.add("one"));
        assertThat(woken).containsExactly("one");
        look(seat);
        assertThat(looks).as("again, for what was seen is old").isEqualTo(1);
    }

    @Test
    void ofAllWhoWaitOneLooksForEachMove() {
        List<UploadWatch.Seat> seats = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            seats.add(watch.open(transfer));
        }
        for (int move = 1; move <= 3; move++) {
            seats.forEach(this::look);
            assertThat(looks).isEqualTo(move);
            watch.moved(transfer);
        }
        look(seats.get(0));
        assertThat(looks).isEqualTo(4);
        now += Duration.ofSeconds(1).toNanos();
        look(seats.get(1));
        assertThat(looks).as("another node may have received more").isEqualTo(5);
    }

    @Test
    void whoHasComeSinceLooksItself() {
        look(watch.open(transfer));
        TerminalId fresh = new TerminalId(UUID.randomUUID());
        watch.open(transfer).look(fresh, upload, from -> {
            looks++;
            return new DeliveryService.Ahead(null, from, List.of(), Set.of(terminal, fresh));
        });
        look(watch.open(transfer));
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void whatOneIsRefusedIsAskedAnewByTheNext() {
        UploadWatch.Seat seat = watch.open(transfer);
        assertThatThrownBy(() -> seat.look(terminal, upload, from -> {
                    throw RefusedException.of(TransfersRefusal.UPLOAD_GONE);
                }))
                .isInstanceOf(RefusedException.class);
        look(seat);
        assertThat(looks).isEqualTo(1);
    }

    @Test
    void whoIsClosedIsNotWoken() {
        UploadWatch.Seat seat = watch.open(transfer);
        seat.await(() -> woken.add("one"));
        seat.close();
        watch.moved(transfer);
        timer.last().run();
        assertThat(woken).isEmpty();
    }
}
