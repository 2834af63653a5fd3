// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.NewEvent;
import io.switchboard.shared.service.TransactionMemory;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What this transaction has collected for mailboxes: events by terminal, and whom to close; both in the order of the terminals' ids. */
@ApplicationScoped
public class PendingEvents {
    @Inject
    TransactionMemory memory;

    private record Pending(SortedMap<UUID, List<NewEvent>> events, SortedSet<TerminalId> closing) {}

    void add(TerminalId terminal, NewEvent event) {
        pending()
                .events()
                .computeIfAbsent(terminal.value(), id -> new ArrayList<>())
                .add(event);
    }

    SortedMap<UUID, List<NewEvent>> take() {
        SortedMap<UUID, List<NewEvent>> events = pending().events();
        SortedMap<UUID, List<NewEvent>> taken = new TreeMap<>(events);
        events.clear();
        return taken;
    }

    void close(TerminalId terminal) {
        pending().closing().add(terminal);
    }

    List<TerminalId> takeClosing() {
        SortedSet<TerminalId> closing = pending().closing();
        List<TerminalId> taken = List.copyOf(closing);
        closing.clear();
        return taken;
    }

    private Pending pending() {
        return memory.of(PendingEvents.class, () -> new Pending(new TreeMap<>(), new TreeSet<>()));
    }
}
