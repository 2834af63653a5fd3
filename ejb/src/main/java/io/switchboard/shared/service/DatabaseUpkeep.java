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
import java.util.concurrent.TimeUnit;
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
    /** With this pause it kept up with as many commits as two cores could make. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Inject
    EmbeddedDatabase database;

    @Inject
    Workers workers;

    @Inject
    MeterRegistry meters;

    private @Nullable ScheduledFuture<?> rounds;

    @PostConstruct
    void start() {
        if (database.isPresent()) {
            Timer timer = meters.timer("switchboard.database.upkeep");
            rounds = workers.repeat("the embedded database's upkeep", () -> round(timer), PAUSE);
        }
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /** Only rounds that did their work are counted. */
    private void round(Timer timer) {
        long begun = System.nanoTime();
        database.upkeep();
        timer.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
}
