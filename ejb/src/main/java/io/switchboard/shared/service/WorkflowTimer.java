// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long units of work take, by session bean and method: {@code switchboard_workflow_seconds} (count, sum, maximum), and the
 * histogram {@code switchboard_workflow_within_total} with its bounds in the label {@code le}.
 *
 * <p>The histogram is counted here because WildFly's registry passes on plain timers and counters only: a timer that was made by a
 * builder, with or without a histogram, is never exported.
 */
@ApplicationScoped
public class WorkflowTimer {
    private static final String NAME = "switchboard.workflow";
    private static final List<Double> BOUNDS = List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0);

    private final Map<Method, Meters> meters = new ConcurrentHashMap<>();

    @Inject
    MeterRegistry registry;

    /** Buckets are cumulative: each counts what took at most its bound, the last one everything. */
    private record Meters(Timer timer, List<Counter> buckets) {
        void record(long nanos) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
            double seconds = nanos / 1e9;
            for (int i = 0; i < buckets.size(); i++) {
                if (i == BOUNDS.size() || seconds <= BOUNDS.get(i)) {
                    buckets.get(i).increment();
                }
            }
        }
    }

    /**
     * Records one unit.
     *
     * @param begun {@link System#nanoTime()} at its beginning
     */
    void record(Method method, long begun) {
        meters.computeIfAbsent(method, this::meters).record(System.nanoTime() - begun);
    }

    private Meters meters(Method method) {
        Tags tags = Tags.of("service", method.getDeclaringClass().getSimpleName(), "method", method.getName());
        Counter[] buckets = new Counter[BOUNDS.size() + 1];
        Arrays.setAll(
                buckets,
                i -> registry.counter(
                        NAME + ".within",
                        tags.and(
                                "le",
                                i == BOUNDS.size() ? "+Inf" : BOUNDS.get(i).toString())));
        return new Meters(registry.timer(NAME, tags), List.of(buckets));
    }
}
