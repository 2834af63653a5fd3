// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The container's threads. Everything outside this package gets them here. */
@ApplicationScoped
public class Workers {
    private static final Logger LOG = Logger.getLogger(Workers.class);

    @Resource
    ManagedExecutorService executor;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Resource(lookup = "java:jboss/ee/concurrency/executor/at-leisure")
    ManagedExecutorService leisurely;

    @Resource(lookup = "java:jboss/ee/concurrency/executor/rounds")
    ManagedExecutorService rounds;

    @Resource(lookup = "java:jboss/ee/concurrency/executor/uploads")
    ManagedExecutorService uploads;

    @Resource(lookup = "java:jboss/ee/concurrency/executor/verifications")
    ManagedExecutorService verifications;

    /**
     * Apart from whatever the log says of the work of others: a thread inherits it from the request that happened to need one more, and
     * would name that request for ever.
     */
    static Runnable apart(Runnable work) {
        return () -> {
            MDC.clear();
            work.run();
        };
    }

    /** Runs it soon, on another thread, outside any transaction. It must not wait for anybody. */
    public void run(Runnable work) {
        executor.execute(apart(work));
    }

    /** Runs what waits for others, on threads that nothing else needs; at most 32 at once, and the rest after them. */
    public void runAtLeisure(Runnable work) {
        leisurely.execute(apart(work));
    }

    /**
     * Runs what moves a few bytes between a connection and a disk; at most 16 at once, and the rest after them. Each stream gives one at a
     * time, or two where it writes; what takes longer is not for these threads.
     */
    public void runUpload(Runnable work) {
        uploads.execute(apart(work));
    }

    /** Runs what goes through all bytes of a content; at most 4 at once, and the rest after them. Nobody else waits for these. */
    public void runVerification(Runnable work) {
        verifications.execute(apart(work));
    }

    /** Runs it once after a while. It must not wait for anybody. */
    public ScheduledFuture<?> later(Runnable work, Duration pause) {
        return scheduler.schedule(apart(work), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs it once, not before this time has passed; it must be short. What it throws is logged. */
    public void putOff(Runnable work, Duration wait) {
        ScheduledFuture<?> unused = scheduler.schedule(apart(() -> log(work)), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Nobody asks a task that was put off how it went. */
    private static void log(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("What was put off has failed", e);
        }
    }

    /** A random part of this time, so that many who are told to wait do not come back at once. */
    public Duration someOf(Duration longest) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest.toMillis()) + 1);
    }

    /**
     * Runs it again and again, with a pause that starts at a random part of itself, so that nodes do not march in step. A round that fails
     * is logged, and the next one comes; one that takes longer than the pause delays the next one, and nobody else: it may wait for the
     * database.
     *
     * @param name what the log calls it
     */
    public ScheduledFuture<?> repeat(String name, Runnable work, Duration pause) {
        long millis = pause.toMillis();
        long first = ThreadLocalRandom.current().nextLong(millis) + 1;
        Repetition repetition = new Repetition(
                new Repeated(name, work), round -> rounds.execute(apart(round)), pause, System::nanoTime);
        return scheduler.scheduleWithFixedDelay(repetition, first, millis, TimeUnit.MILLISECONDS);
    }
}
