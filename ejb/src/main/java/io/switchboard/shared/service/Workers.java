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

/** The container's threads. Everything outside this package gets them here. */
@ApplicationScoped
public class Workers {
    @Resource
    ManagedExecutorService executor;

    @Resource
    ManagedScheduledExecutorService scheduler;

    /** Runs it soon, on another thread, outside any transaction. */
    public void run(Runnable work) {
        executor.execute(work);
    }

    /**
     * Runs it again and again, with a pause that starts at a random part of itself, so that nodes do not march in step. A round that fails
     * is logged, and the next one comes.
     *
     * @param name what the log calls it
     */
    public ScheduledFuture<?> repeat(String name, Runnable work, Duration pause) {
        long millis = pause.toMillis();
        long first = ThreadLocalRandom.current().nextLong(millis) + 1;
        return scheduler.scheduleWithFixedDelay(new Repeated(name, work), first, millis, TimeUnit.MILLISECONDS);
    }
}
