// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** Runs every {@link JanitorTask} again and again, on every node. */
@Singleton
@Startup
@DependsOn("Bootstrap")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Janitor {
    @Inject
    Workers workers;

    @Inject
    @Any
    Instance<JanitorTask> tasks;

    @Inject
    JanitorRound round;

    @Inject
    Settings settings;

    /** Taken once: every reference that the container hands out is kept until this bean ends. */
    private List<JanitorTask> all = List.of();

    private @Nullable ScheduledFuture<?> rounds;

    @PostConstruct
    void start() {
        all = tasks.stream().toList();
        rounds = workers.repeat("the janitors", this::round, settings.get(SettingKey.JANITOR_INTERVAL));
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    private void round() {
        all.forEach(round::run);
    }
}
