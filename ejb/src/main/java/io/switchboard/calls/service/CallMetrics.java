// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.shared.wire.PublishedName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/** Counts what has become of calls: {@code switchboard_calls_total} by change, {@code switchboard_calls_refused_total} by cause. */
@ApplicationScoped
public class CallMetrics {
    @Inject
    MeterRegistry registry;

    /** A call was not let through. Observed after the commit. */
    record CallRefused(RefusalCause cause) {}

    void moved(@Observes(during = TransactionPhase.AFTER_SUCCESS) CallMoved moved) {
        registry.counter("switchboard.calls", "change", PublishedName.of(moved.change()))
                .increment();
    }

    void refused(@Observes(during = TransactionPhase.AFTER_SUCCESS) CallRefused refused) {
        registry.counter("switchboard.calls.refused", "cause", PublishedName.of(refused.cause()))
                .increment();
    }
}
