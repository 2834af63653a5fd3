// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.NewEvent;
import io.switchboard.shared.wire.TerminalId;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What this transaction has collected for mailboxes: events by terminal, and whom to close; both in the order of the terminals' ids. */
@TransactionScoped
public class PendingEvents implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient SortedMap<UUID, List<NewEvent>> events = new TreeMap<>();
    private final transient SortedSet<TerminalId> closing = new TreeSet<>();

    void add(TerminalId terminal, NewEvent event) {
        events.computeIfAbsent(terminal.value(), id -> new ArrayList<>()).add(event);
    }

    SortedMap<UUID, List<NewEvent>> take() {
        SortedMap<UUID, List<NewEvent>> taken = new TreeMap<>(events);
        events.clear();
        return taken;
    }

    void close(TerminalId terminal) {
        closing.add(terminal);
    }

    List<TerminalId> takeClosing() {
        List<TerminalId> taken = List.copyOf(closing);
        closing.clear();
        return taken;
    }
}
