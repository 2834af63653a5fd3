// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.AuditEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** The audit entries that this transaction has collected. */
@ApplicationScoped
public class PendingAudit {
    @Inject
    TransactionMemory memory;

    void add(AuditEntry entry) {
        entries().add(entry);
    }

    boolean isEmpty() {
        return entries().isEmpty();
    }

    List<AuditEntry> take() {
        List<AuditEntry> taken = List.copyOf(entries());
        entries().clear();
        return taken;
    }

    private List<AuditEntry> entries() {
        return memory.of(PendingAudit.class, ArrayList::new);
    }
}
