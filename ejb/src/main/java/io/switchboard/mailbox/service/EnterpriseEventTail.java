// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.EnterpriseEvent;
import io.switchboard.mailbox.model.EnterpriseEventRepository;
import io.switchboard.mailbox.model.WebhookDeliveryRepository;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.TransactionTail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/**
 * Writes what enterprises learn, and puts it on its way to their webhooks, after the mailboxes, whose locks give both the same order. It
 * locks nothing itself.
 */
@ApplicationScoped
public class EnterpriseEventTail implements TransactionTail {
    @Inject
    PendingEnterpriseEvents pending;

    @Inject
    EnterpriseEventRepository repository;

    @Inject
    WebhookDeliveryRepository deliveries;

    @Inject
    Event<WebhooksDue> due;

    @Inject
    Ids ids;

    @Override
    public int order() {
        return 30;
    }

    @Override
    public void write() {
        List<EnterpriseEvent> events = pending.take();
        if (!events.isEmpty()) {
            repository.append(events);
            Set<WebhookId> woken = deliveries.queue(events, ids::next);
            if (!woken.isEmpty()) {
                due.fire(new WebhooksDue(woken));
            }
        }
    }
}
