// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.model.UploadRepository;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verification holds its lease as long as it is under way, and ends when it holds it no more. */
class VerifierTest {
    private static final int SIZE = 1 << 20;

    @TempDir
    Path directory;

    private final UploadId upload = new UploadId(UUID.randomUUID());
    private final Verifier verifier = new Verifier();
    private final Beats beats = new Beats();
    private final Rows rows = new Rows();
    private Staging staging;
    private DirectoryStore store;
    private Verification held;
    private long now;
    private long passing;

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    void receives() throws Exception {
        staging = new Staging(directory.resolve("staging"));
        store = new DirectoryStore(directory.resolve("store"), Clock.systemUTC());
        byte[] data = Bytes.random(SIZE, 1);
        Piece piece = Bytes.received(staging, upload.value(), 1, data);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        held = new Verification(
                new TransferId(UUID.randomUUID()),
                upload,
                1,
                1,
                List.of(piece),
                new Identification(IdentificationRule.SHA_256, digest),
                SIZE);
        verifier.workers = beats;
        verifier.progress = rows;
        verifier.watch = new UploadWatch();
        verifier.requests = new Requests() {
            @Override
            public <V> V run(Supplier<V> work) {
                return work.get();
            }
        };
        verifier.stores = new Stores() {
            @Override
            Staging staging() {
                return staging;
            }

            @Override
            ContentStore contents() {
                return store;
            }
        };
        verifier.time = new MonotonicTime() {
            @Override
            public long nanos() {
                return now += passing;
            }
        };
    }

    private static final class Beats extends Workers {
        private Runnable beat = () -> {};
        private Duration pause = Duration.ZERO;
        private final Beat running = new Beat();

        @Override
        public void runVerification(Runnable work) {
            throw new RejectedExecutionException("the server stops");
        }

        @Override
        public ScheduledFuture<?> repeat(String name, Runnable work, Duration every) {
            beat = work;
            pause = every;
            return running;
        }
    }

    private static final class Beat extends FutureTask<Void> implements ScheduledFuture<Void> {
        private Beat() {
            super(() -> null);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(java.util.concurrent.Delayed other) {
            return 0;
        }
    }

    private final class Rows extends UploadProgressService {
        private boolean takenOver;
        private boolean known;
        private boolean full;
        private final List<String> done = new ArrayList<>();

        @Override
        public Optional<Verification> takeToVerify(Invocation invocation, TransferId id, UploadId asked) {
            return Optional.of(held);
        }

        @Override
        public void prolong(Invocation invocation, Verification held) {
            if (takenOver) {
                throw RefusedException.of(TransfersRefusal.UPLOAD_TAKEN_OVER);
            }
            done.add("prolonged");
        }

        @Override
        public void requireRoom(Invocation invocation, Verification held) {
            done.add("room");
        }

        @Override
        public Stored stored(Invocation invocation, Verification held) {
            if (full) {
                throw RefusedException.of(TransfersRefusal.QUOTA_EXCEEDED);
            }
            done.add("stored");
            return new Stored(List.of(held.upload()), known);
        }

        @Override
        public void postpone(Invocation invocation, Verification held) {
            done.add("postponed");
        }
    }

    private boolean isKept() throws StorageException {
        return store.holds(new ContentKey(upload.value()), SIZE);
    }

    @Test
    void itHoldsItsLeaseFromTheBeginningToTheEnd() throws Exception {
        Verifier.Verifying verifying = verifier.begin(Invocation.ofServer(), held, null);
        assertThat(beats.pause).isPositive().isLessThan(UploadService.LEASE.dividedBy(2));
        beats.beat.run();
        verifying.carryOut();
        assertThat(rows.done).containsExactly("prolonged", "room", "stored");
        assertThat(beats.running.isCancelled()).isTrue();
        assertThat(isKept()).isTrue();
        assertThat(staging.first(10)).isEmpty();
    }

    @Test
    void whoHasLostItWhileItWaitedForAThreadDoesNotBegin() throws Exception {
        Verifier.Verifying verifying = verifier.begin(Invocation.ofServer(), held, null);
        rows.takenOver = true;
        beats.beat.run();
        assertThatThrownBy(verifying::carryOut).isInstanceOf(RefusedException.class);
        assertThat(rows.done).isEmpty();
        assertThat(beats.running.isCancelled()).isTrue();
        assertThat(isKept()).isFalse();
    }

    @Test
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    void aServerThatStopsHoldsNoLease() {
        EntityManager none = (EntityManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        Instant time = Instant.EPOCH;
        Upload found = new Upload(upload, held.transfer(), UploadKind.WHOLE, (long) SIZE, null, time, time);
        UploadsToVerify janitor = new UploadsToVerify();
        janitor.uploads = new UploadRepository(none) {
            @Override
            public List<Upload> unverified(Instant now, Instant young, int most) {
                return List.of(found);
            }
        };
        janitor.progress = rows;
        janitor.verifier = verifier;
        janitor.requests = verifier.requests;
        janitor.workers = beats;
        janitor.clock = Clock.systemUTC();
        janitor.runBatch(0, 1);
        assertThat(beats.running.isCancelled()).isTrue();
        assertThat(rows.done).isEmpty();
    }

    /** As on a node that was frozen, or has no database: somebody else may be verifying it. */
    @Test
    void whoCouldNotProlongItStopsInTheMiddle() throws Exception {
        Verifier.Verifying verifying = verifier.begin(Invocation.ofServer(), held, null);
        passing = UploadService.LEASE.dividedBy(4).toNanos();
        assertThatThrownBy(verifying::carryOut)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        lost -> assertThat(lost.code()).isEqualTo(TransfersRefusal.UPLOAD_TAKEN_OVER));
        assertThat(rows.done).containsExactly("room");
        assertThat(isKept()).isFalse();
        assertThat(staging.first(10)).as("its bytes").hasSize(1);
    }

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    private void theStoreDeletesNothing() {
        verifier.remains = new UploadRemains() {
            @Override
            void forgetContent(Collection<UploadId> uploads) throws StorageException {
                assertThat(uploads).containsExactly(upload);
                throw new StorageUnavailableException("away", null);
            }
        };
    }

    @Test
    void whatCouldNotBeDeletedDoesNotHideWhyItWasRefused() {
        theStoreDeletesNothing();
        rows.full = true;
        assertThatThrownBy(
                        () -> verifier.begin(Invocation.ofServer(), held, null).carryOut())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(TransfersRefusal.QUOTA_EXCEEDED));
        assertThat(rows.done).containsExactly("room", "postponed");
    }

    @Test
    void whatIsStoredTwiceAndCouldNotBeDeletedIsStored() throws Exception {
        theStoreDeletesNothing();
        rows.known = true;
        verifier.begin(Invocation.ofServer(), held, null).carryOut();
        assertThat(rows.done).containsExactly("room", "stored");
    }

    @Test
    void theDigestOfWhatAnotherNodeReceivedIsMadeOfItsBytes() throws Exception {
        RunningDigest half = RunningDigest.of("SHA-256");
        half.update(java.nio.ByteBuffer.wrap(Bytes.random(SIZE, 1), 0, SIZE / 2));
        verifier.begin(Invocation.ofServer(), held, half).carryOut();
        assertThat(rows.done).containsExactly("room", "stored");
    }
}
