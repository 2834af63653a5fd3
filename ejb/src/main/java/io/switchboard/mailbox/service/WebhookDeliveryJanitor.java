// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.WebhookDeliveryRepository;
import io.switchboard.shared.service.JanitorTask;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets deliveries with their events, those of removed webhooks among them. */
@Stateless
public class WebhookDeliveryJanitor implements JanitorTask {
    @Inject
    WebhookDeliveryRepository repository;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return repository.deleteExpired(clock.instant(), skipped, size);
    }
}
