// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import io.switchboard.transfers.wire.UploadView;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of a request is written, then forced, and only then does the offset reach it: who is told an offset finds it after a crash. */
class ReceptionTest {
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final int BEFORE = 100;
    private static final byte[] TEN = new byte[10];
    private static final String[] DURABLE = {"write bytes", "force bytes", "force name"};

    @TempDir
    Path directory;

    private final RecordedDisk disk = new RecordedDisk();
    private final List<String> done = new ArrayList<>();

    /** What another thread has to do. */
    private final Deque<Runnable> others = new ArrayDeque<>();

    private @Nullable RefusedException refusal;
    private final Receptions receptions = new Receptions();
    private Segment segment;
    private long now;

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    void begins() throws Exception {
        segment = new Staging(disk.of(directory)).create(ID, 1);
        disk.done();
        receptions.requests = new Requests() {
            @Override
            public <V> V run(Supplier<V> work) {
                return work.get();
            }
        };
        receptions.time = new MonotonicTime() {
            @Override
            public long nanos() {
                return now;
            }
        };
        receptions.metrics = new TransferMetrics() {
            @Override
            void received(long bytes) {
                assertThat(bytes).isPositive();
            }
        };
        Workers workers = new Workers() {
            @Override
            public ScheduledFuture<?> repeat(String name, Runnable work, Duration every) {
                return new Never();
            }

            @Override
            public void runUpload(Runnable work) {
                others.add(work);
            }
        };
        receptions.workers = workers;
        receptions.streams = new Streams();
        receptions.streams.workers = workers;
        receptions.streams.clock = Clock.systemUTC();
        receptions.verifier = new Verifier();
        receptions.verifier.workers = workers;
        receptions.verifier.time = receptions.time;
        receptions.watch = new UploadWatch();
        receptions.progress = new Rows();
    }

    private static final class Never extends FutureTask<Void> implements ScheduledFuture<Void> {
        private Never() {
            super(() -> null);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }

    /** What the database is told, among what the disk is. */
    private final class Rows extends UploadProgressService {
        @Override
        public UploadView reach(Invocation invocation, Lease lease, long offset, boolean last) {
            if (refusal != null) {
                throw refusal;
            }
            done("reach " + offset + (last ? " and give back" : ""));
            return new UploadView(lease.upload(), offset, lease.most(), false, null, null, Instant.EPOCH);
        }

        @Override
        public OptionalLong remains(Invocation invocation, Lease lease) {
            return OptionalLong.empty();
        }

        @Override
        public Verification verification(Invocation invocation, Lease lease) {
            done("begin to verify");
            Identification code = new Identification(IdentificationRule.SHA_256, "ab".repeat(32));
            return new Verification(lease.transfer(), lease.upload(), 1, 1, List.of(), code, lease.most());
        }
    }

    /** What follows what the disk has done since. */
    private void done(String step) {
        disk.done().stream()
                .map(written -> written.replace(ID + ".1", "bytes").replace("57/", "name"))
                .forEach(done::add);
        done.add(step);
    }

    /** All of it until now, where a step that is repeated at once is one. */
    private List<String> done() {
        done("end");
        List<String> steps = new ArrayList<>();
        for (String step : done.subList(0, done.size() - 1)) {
            if (steps.isEmpty() || !steps.get(steps.size() - 1).equals(step)) {
                steps.add(step);
            }
        }
        done.clear();
        return steps;
    }

    private Reception receives(long most, @Nullable Checksum checksum) {
        UploadId upload = new UploadId(ID);
        TransferId transfer = new TransferId(new UUID(3, 1));
        Lease lease =
                new Lease(transfer, upload, 1, 1, BEFORE, BEFORE, most, UploadKind.WHOLE, IdentificationRule.SHA_256);
        return new Reception(receptions, Invocation.ofServer(), lease, segment, null, checksum);
    }

    private static Checksum checksum(byte[] of) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(of);
        return Checksum.of("sha256 " + Base64.getEncoder().encodeToString(digest));
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    private static List<String> durableAnd(String... told) {
        List<String> all = new ArrayList<>(List.of(DURABLE));
        all.addAll(List.of(told));
        return all;
    }

    private static void isRefused(ThrowingCallable work, RefusalCode code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void whatHasComeForASecondIsForcedAndThenTold() {
        Reception reception = receives(1000, null);
        reception.write(TEN, 10);
        assertThat(done()).containsExactly("write bytes");
        passes(Duration.ofSeconds(1));
        reception.write(TEN, 10);
        assertThat(done()).isEqualTo(durableAnd("reach 120"));
        reception.write(TEN, 10);
        passes(Duration.ofSeconds(1));
        reception.beat();
        assertThat(done()).as("its name is there").containsExactly("write bytes", "force bytes", "reach 130");
    }

    @Test
    void eightMebibytesAreForcedAndThenToldHoweverFastTheyCome() {
        Reception reception = receives(100 << 20, null);
        assertThat(done()).isEmpty();
        receives(reception, 8);
        assertThat(done()).containsExactly("write bytes");
        others.remove().run();
        assertThat(done()).containsExactly("force bytes", "force name", "reach " + offset(8));
    }

    @Test
    void whatComesMeanwhileIsNotTold() {
        Reception reception = receives(100 << 20, null);
        receives(reception, 8);
        receives(reception, 3);
        others.remove().run();
        assertThat(done()).isEqualTo(durableAnd("reach " + offset(8)));
        receives(reception, 5);
        others.remove().run();
        assertThat(done()).containsExactly("write bytes", "force bytes", "reach " + offset(16));
        receives(reception, 2);
        reception.end();
        assertThat(done()).containsExactly("write bytes", "force bytes", "reach " + offset(18) + " and give back");
    }

    @Test
    void noMoreComesMeanwhileThanAsMuchAgain() {
        Reception reception = receives(100 << 20, null);
        receives(reception, 16);
        assertThat(done()).as("by whom it is waited for").isEqualTo(durableAnd("reach " + offset(8)));
        others.remove().run();
        assertThat(done()).as("once").isEmpty();
    }

    @Test
    void whatIsUnderWayIsWaitedForWhenTheConnectionBreaks() {
        Reception reception = receives(100 << 20, null);
        receives(reception, 9);
        reception.cut();
        assertThat(done())
                .isEqualTo(durableAnd("reach " + offset(8), "force bytes", "reach " + offset(9) + " and give back"));
    }

    @Test
    void afterARefusalMeanwhileNothingMoreIsWritten() {
        Reception reception = receives(100 << 20, null);
        receives(reception, 8);
        refusal = RefusedException.of(TransfersRefusal.UPLOAD_TAKEN_OVER);
        others.remove().run();
        isRefused(() -> reception.write(TEN, 10), TransfersRefusal.UPLOAD_TAKEN_OVER);
        refusal = null;
        reception.cut();
        assertThat(done()).doesNotContain("reach " + offset(8));
    }

    private static void receives(Reception reception, int mebibytes) {
        byte[] one = new byte[1 << 20];
        for (int i = 0; i < mebibytes; i++) {
            reception.write(one, one.length);
        }
    }

    private static long offset(int mebibytes) {
        return BEFORE + ((long) mebibytes << 20);
    }

    @Test
    void whatCameLastIsForcedAndThenTold() {
        Reception ended = receives(1000, null);
        ended.write(TEN, 10);
        ended.end();
        assertThat(done()).isEqualTo(durableAnd("reach 110 and give back"));
    }

    @Test
    void whatCameBeforeAConnectionBrokeIsForcedAndThenTold() {
        Reception cut = receives(1000, null);
        cut.write(TEN, 10);
        cut.cut();
        assertThat(done()).isEqualTo(durableAnd("reach 110 and give back"));
    }

    @Test
    void theWholeIsForcedAndToldBeforeItIsVerified() {
        Reception whole = receives(110, null);
        whole.write(TEN, 10);
        assertThat(whole.end().rest()).isNotNull();
        assertThat(done()).isEqualTo(durableAnd("reach 110", "begin to verify"));
    }

    @Test
    void whatHasAChecksumIsForcedAndToldWhenItIsAllThere() throws Exception {
        Reception reception = receives(1000, checksum(TEN));
        passes(Duration.ofSeconds(1));
        reception.write(TEN, 10);
        assertThat(done()).as("nothing is told yet").containsExactly("write bytes", "reach 100");
        reception.end();
        assertThat(done()).containsExactly("force bytes", "force name", "reach 110 and give back");
    }

    @Test
    void whatHasAnotherChecksumIsNotTold() throws Exception {
        Reception reception = receives(1000, checksum(new byte[1]));
        reception.write(TEN, 10);
        isRefused(reception::end, TransfersRefusal.CHECKSUM_MISMATCH);
        assertThat(done()).endsWith("reach 100 and give back").doesNotContain("reach 110");
    }

    @Test
    void whatCannotBeForcedIsNotTold() throws Exception {
        Reception reception = receives(1000, null);
        reception.write(TEN, 10);
        segment.close();
        isRefused(reception::end, SharedRefusal.BUSY);
        assertThat(done()).containsExactly("write bytes");
    }
}
