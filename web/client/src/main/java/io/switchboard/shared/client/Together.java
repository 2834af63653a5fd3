// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Does several things at the same moment, each on a thread of its own. */
public final class Together {
    private Together() {}

    /**
     * Starts them all at once and waits for all.
     *
     * @return their results in the same order
     * @throws ExecutionException when one of them failed
     */
    public static <T> List<T> call(Surroundings surroundings, List<Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        CountDownLatch ready = new CountDownLatch(tasks.size());
        List<FutureTask<T>> running = new ArrayList<>();
        for (Callable<T> task : tasks) {
            FutureTask<T> future = new FutureTask<>(() -> {
                ready.countDown();
                ready.await();
                return task.call();
            });
            running.add(future);
            surroundings.start("switchboard-together", future);
        }
        List<T> results = new ArrayList<>();
        for (FutureTask<T> future : running) {
            results.add(future.get());
        }
        return results;
    }
}
