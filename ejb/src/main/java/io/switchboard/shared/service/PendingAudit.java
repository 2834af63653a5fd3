// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.AuditEntry;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The audit entries that this transaction has collected. */
@TransactionScoped
public class PendingAudit implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient List<AuditEntry> entries = new ArrayList<>();

    void add(AuditEntry entry) {
        entries.add(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    List<AuditEntry> take() {
        List<AuditEntry> taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }
}
