// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.EnterpriseEvent;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What this transaction has collected for enterprises, in the order in which it happened. */
@TransactionScoped
public class PendingEnterpriseEvents implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient List<EnterpriseEvent> events = new ArrayList<>();

    void add(EnterpriseEvent event) {
        events.add(event);
    }

    List<EnterpriseEvent> take() {
        List<EnterpriseEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}
