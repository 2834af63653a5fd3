// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.mailbox.service.MailboxService;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Tells the owner when the last use of an identifier was counted. */
@ApplicationScoped
class Exhaustion {
    @Inject
    IdentifierRepository identifiers;

    @Inject
    IdentifierViews views;

    @Inject
    MailboxService mailboxes;

    /** Call it when a use was counted: at admission or at the answer, by {@code countOn}. One statement, more only at the end. */
    void announceIfReached(VirtualIdentifier identifier, Collection<TerminalId> terminals) {
        UUID id = identifier.id().value();
        int used = identifiers.used(List.of(id)).getOrDefault(id, 0);
        if (used >= identifier.conditions().maxCalls()) {
            mailboxes.append(
                    terminals,
                    "virtual-identifier.exhausted",
                    identifier.id(),
                    IdentifierViews.withoutCodes(views.of(identifier).view()));
        }
    }
}
