// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.shared.wire.PublishedName;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Locale;

/**
 * Counts what has become of transfers: {@code switchboard_transfers_total} by change, {@code switchboard_transfers_lookups_total} by result,
 * the bytes that were received, saved, delivered and read through, and the contents that were found damaged.
 */
@ApplicationScoped
public class TransferMetrics {
    @Inject
    MeterRegistry registry;

    private Counter received;
    private Counter saved;
    private Counter delivered;
    private Counter scrubbed;
    private Counter damaged;

    @SuppressWarnings("NullAway.Init") // before anybody has it
    TransferMetrics() {}

    @PostConstruct
    void register() {
        received = registry.counter("switchboard.transfers.received.bytes");
        saved = registry.counter("switchboard.transfers.saved.bytes");
        delivered = registry.counter("switchboard.transfers.delivered.bytes");
        scrubbed = registry.counter("switchboard.transfers.scrubbed.bytes");
        damaged = registry.counter("switchboard.transfers.damaged");
    }

    void moved(@Observes(during = TransactionPhase.AFTER_SUCCESS) TransferMoved moved) {
        registry.counter("switchboard.transfers", "change", PublishedName.of(moved.change()))
                .increment();
    }

    void lookedUp(@Observes(during = TransactionPhase.AFTER_SUCCESS) ContentLookedUp lookup) {
        registry.counter(
                        "switchboard.transfers.lookups",
                        "result",
                        lookup.result().name().toLowerCase(Locale.ROOT))
                .increment();
        if (lookup.result().isSaved()) {
            saved.increment((double) lookup.size());
        }
    }

    /** So many bytes of uploads were made durable. */
    void received(long bytes) {
        received.increment((double) bytes);
    }

    /** So many bytes of contents were read, to see whether they are still what they were. */
    void scrubbed(long bytes) {
        scrubbed.increment((double) bytes);
    }

    /** A content was found damaged. */
    void damaged() {
        damaged.increment();
    }

    /** So many bytes were given to a receiver's connection. */
    void delivered(long bytes) {
        delivered.increment((double) bytes);
    }
}
