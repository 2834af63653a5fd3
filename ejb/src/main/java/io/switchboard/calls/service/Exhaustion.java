// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.calls.wire.VirtualIdentifierEventType;
import io.switchboard.mailbox.service.MailboxService;
import io.switchboard.mailbox.service.Receivers;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;

/** Tells the owner when the last use of an identifier was counted. */
@ApplicationScoped
class Exhaustion {
    @Inject
    IdentifierRepository identifiers;

    @Inject
    IdentifierViews views;

    @Inject
    MailboxService mailboxes;

    /**
     * Call it when this transaction has counted a use: at admission or at the answer, by {@code countOn}. Announced by whoever counts the
     * last one, once. One statement, more only at the end.
     */
    void announceIfReached(VirtualIdentifier identifier, Collection<TerminalId> terminals) {
        if (identifiers.isLastCounted(identifier.id())) {
            mailboxes.append(
                    new Receivers(identifier.enterprise(), identifier.account(), terminals),
                    VirtualIdentifierEventType.EXHAUSTED,
                    identifier.id(),
                    views.withoutCodes(identifier));
        }
    }
}
