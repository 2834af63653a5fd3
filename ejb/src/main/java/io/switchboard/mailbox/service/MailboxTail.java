// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.mailbox.model.NewEvent;
import io.switchboard.shared.service.TransactionTail;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/** Writes the collected events last, and closes mailboxes after that, so that their rows are locked for as short as can be. */
@ApplicationScoped
public class MailboxTail implements TransactionTail {
    @Inject
    PendingEvents pending;

    @Inject
    MailboxRepository repository;

    @Inject
    Event<MailboxesChanged> changed;

    @Override
    public int order() {
        return 20;
    }

    @Override
    public void write() {
        SortedMap<UUID, List<NewEvent>> events = pending.take();
        if (!events.isEmpty()) {
            List<TerminalId> terminals = repository.append(events);
            changed.fire(new MailboxesChanged(terminals));
        }
        List<TerminalId> closing = pending.takeClosing();
        if (!closing.isEmpty()) {
            closing.forEach(repository::close);
            changed.fire(new MailboxesChanged(closing));
        }
    }
}
