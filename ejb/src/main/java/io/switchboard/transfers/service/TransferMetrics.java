// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.shared.wire.PublishedName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/** Counts what has become of transfers: {@code switchboard_transfers_total} by change. */
@ApplicationScoped
public class TransferMetrics {
    @Inject
    MeterRegistry registry;

    void moved(@Observes(during = TransactionPhase.AFTER_SUCCESS) TransferMoved moved) {
        registry.counter("switchboard.transfers", "change", PublishedName.of(moved.change()))
                .increment();
    }
}
