// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.EnterpriseEvent;
import io.switchboard.mailbox.model.EnterpriseEventRepository;
import io.switchboard.shared.service.TransactionTail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Writes what enterprises learn after the mailboxes, whose locks give both the same order. It locks nothing itself. */
@ApplicationScoped
public class EnterpriseEventTail implements TransactionTail {
    @Inject
    PendingEnterpriseEvents pending;

    @Inject
    EnterpriseEventRepository repository;

    @Override
    public int order() {
        return 30;
    }

    @Override
    public void write() {
        List<EnterpriseEvent> events = pending.take();
        if (!events.isEmpty()) {
            repository.append(events);
        }
    }
}
