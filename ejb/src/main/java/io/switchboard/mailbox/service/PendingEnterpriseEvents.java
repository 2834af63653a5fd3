// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.EnterpriseEvent;
import io.switchboard.shared.service.TransactionMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** What this transaction has collected for enterprises, in the order in which it happened. */
@ApplicationScoped
public class PendingEnterpriseEvents {
    @Inject
    TransactionMemory memory;

    void add(EnterpriseEvent event) {
        events().add(event);
    }

    List<EnterpriseEvent> take() {
        List<EnterpriseEvent> taken = List.copyOf(events());
        events().clear();
        return taken;
    }

    private List<EnterpriseEvent> events() {
        return memory.of(PendingEnterpriseEvents.class, ArrayList::new);
    }
}
