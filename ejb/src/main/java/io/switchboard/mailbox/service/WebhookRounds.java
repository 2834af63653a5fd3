// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.WebhookKeys;
import io.switchboard.shared.service.Workers;
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
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** Looks for what is due to webhooks again and again, on every node. */
@Singleton
@Startup
@DependsOn("Bootstrap")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WebhookRounds {
    @Inject
    WebhookDispatcher dispatcher;

    @Inject
    Workers workers;

    @Inject
    Settings settings;

    private @Nullable ScheduledFuture<?> rounds;

    @PostConstruct
    void start() {
        rounds = workers.repeat("the webhooks", dispatcher::round, settings.get(WebhookKeys.POLL));
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }
}
