// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.service.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a step's end, whichever way it comes, and of those who wait for threads. */
class UploadThreadsTest {
    private final List<String> told = new ArrayList<>();

    private UploadThreads threads(Workers workers, Runnable giveBack) {
        return new UploadThreads(Runnable::run, workers, giveBack, () -> told.add("cut"), this::after);
    }

    private void after(@Nullable Throwable failure) {
        told.add(failure == null ? "done" : failure.getMessage());
    }

    /** On the thread that asks. */
    private static class AtOnce extends Workers {
        @Override
        public void runUpload(Runnable work) {
            work.run();
        }

        @Override
        public void runVerification(Runnable work) {
            work.run();
        }
    }

    @Test
    void anErrorOfTheMachineGivesTheLeaseBackAndEndsTheRequest() {
        UploadThreads threads = threads(new AtOnce(), () -> told.add("given back"));
        threads.hand(() -> {
            throw new OutOfMemoryError("no memory");
        });
        threads.hand(() -> () -> {
            throw new StackOverflowError("no stack");
        });
        assertThat(told).containsExactly("given back", "no memory", "given back", "no stack");
    }

    @Test
    void evenWhenThatFailsAsWell() {
        threads(new AtOnce(), () -> {
                    throw new IllegalStateException("nor that");
                })
                .hand(() -> {
                    throw new OutOfMemoryError("no memory");
                });
        assertThat(told).containsExactly("no memory");
    }

    @Test
    void aServerThatStopsClosesTheConnection() {
        threads(
                        new AtOnce() {
                            @Override
                            public void runUpload(Runnable work) {
                                throw new RejectedExecutionException("stops");
                            }
                        },
                        () -> told.add("given back"))
                .hand(() -> null);
        assertThat(told).containsExactly("cut");
    }

    /** However many contents a store does not take, bytes come and go. */
    @Test
    void aStoreThatBlocksHoldsUpVerificationsAlone() throws InterruptedException {
        ExecutorService uploads = Executors.newFixedThreadPool(16);
        ExecutorService verifications = Executors.newFixedThreadPool(4);
        CountDownLatch storeTakes = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(100);
        Workers pools = new Workers() {
            @Override
            public void runUpload(Runnable work) {
                uploads.execute(work);
            }

            @Override
            public void runVerification(Runnable work) {
                verifications.execute(work);
            }
        };
        CountDownLatch verified = new CountDownLatch(40);
        try {
            UploadThreads blocked =
                    new UploadThreads(Runnable::run, pools, () -> {}, () -> {}, failure -> verified.countDown());
            UploadThreads others =
                    new UploadThreads(Runnable::run, pools, () -> {}, () -> {}, failure -> written.countDown());
            for (int i = 0; i < 40; i++) {
                blocked.hand(() -> () -> awaits(storeTakes));
            }
            for (int i = 0; i < 100; i++) {
                others.hand(() -> null);
            }
            assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(verified.getCount()).isEqualTo(40);
            storeTakes.countDown();
            assertThat(verified.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            storeTakes.countDown();
            uploads.shutdown();
            verifications.shutdown();
        }
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
