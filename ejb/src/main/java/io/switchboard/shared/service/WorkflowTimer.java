// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.pause.NoPauseDetector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How long units of work take, by session bean and method, with a histogram: {@code switchboard_workflow_seconds}. */
@ApplicationScoped
public class WorkflowTimer {
    private final Map<Method, Timer> timers = new ConcurrentHashMap<>();

    @Inject
    MeterRegistry registry;

    /**
     * Records one unit.
     *
     * @param begun {@link System#nanoTime()} at its beginning
     */
    void record(Method method, long begun) {
        timers.computeIfAbsent(method, this::timer).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Method method) {
        return Timer.builder("switchboard.workflow")
                .description("Units of work, without the commit")
                .tag("service", method.getDeclaringClass().getSimpleName())
                .tag("method", method.getName())
                .publishPercentileHistogram()
                // Asking WildFly's registry for its default would log a warning each time.
                .pauseDetector(new NoPauseDetector())
                .register(registry);
    }
}
