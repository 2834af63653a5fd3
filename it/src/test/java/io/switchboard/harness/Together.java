// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads that do something at the same moment. */
public final class Together implements AutoCloseable {
    /** In the full size a round may share the machine with whatever else runs for hours. */
    private static final int LIMIT_SECONDS = Size.of(120, 1_800);

    private final ExecutorService threads;

    /** As many threads as it will need. */
    public Together(int count) {
        threads = Executors.newFixedThreadPool(count);
    }

    /**
     * Starts all at once, each on a thread of its own, and waits for all.
     *
     * @return what they gave, in the order of the tasks
     */
    public <V> List<V> all(List<? extends Callable<V>> tasks) {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<Future<V>> running = new ArrayList<>();
        for (Callable<V> task : tasks) {
            running.add(threads.submit(() -> {
                start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                return task.call();
            }));
        }
        return running.stream().map(Together::result).toList();
    }

    /** Starts one thing, to be waited for later. */
    public <V> Future<V> meanwhile(Callable<V> task) {
        return threads.submit(task);
    }

    /** What a thing gave that was started before. */
    public static <V extends @Nullable Object> V result(Future<V> running) {
        try {
            return running.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("Not done after " + LIMIT_SECONDS + " seconds", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
