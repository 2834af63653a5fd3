// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.NewEvent;
import io.switchboard.shared.wire.TerminalId;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The events that this transaction has collected, by terminal, in the order of the terminals' ids. */
@TransactionScoped
public class PendingEvents implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient SortedMap<UUID, List<NewEvent>> events = new TreeMap<>();

    void add(TerminalId terminal, NewEvent event) {
        events.computeIfAbsent(terminal.value(), id -> new ArrayList<>()).add(event);
    }

    SortedMap<UUID, List<NewEvent>> take() {
        SortedMap<UUID, List<NewEvent>> taken = new TreeMap<>(events);
        events.clear();
        return taken;
    }
}
