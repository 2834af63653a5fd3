// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.switchboard.shared.model.EmbeddedDatabase;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the embedded database's file bounded for as long as the application runs; on PostgreSQL it does nothing. Only the length of the
 * file depends on it, so that it needs no last round before a stop. {@code switchboard_database_upkeep_seconds} tells how long its
 * rounds take, and that they go on.
 */
@Singleton
@Startup
@DependsOn("Bootstrap")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DatabaseUpkeep {
    private static final Logger LOG = Logger.getLogger(DatabaseUpkeep.class);

    /** With this pause it kept up with as many commits as two cores could make. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

    @Inject
    EmbeddedDatabase database;

    @Inject
    Workers workers;

    @Inject
    MeterRegistry meters;

    private @Nullable ScheduledFuture<?> rounds;
    private long nextComplaint = System.nanoTime();
    private int failures;

    @PostConstruct
    void start() {
        if (database.isPresent()) {
            Timer timer = meters.timer("switchboard.database.upkeep");
            rounds = workers.repeat(() -> timer.record(this::round), PAUSE);
        }
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    private void round() {
        try {
            database.upkeep();
        } catch (RuntimeException e) {
            failures++;
            long now = System.nanoTime();
            if (now - nextComplaint >= 0) {
                LOG.errorf(
                        e,
                        "The database's file was not compacted and may grow (failures so far: %d); going on",
                        failures);
                nextComplaint = now + BETWEEN_COMPLAINTS.toNanos();
            }
        }
    }
}
