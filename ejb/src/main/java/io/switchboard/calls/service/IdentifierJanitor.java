// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.mailbox.service.MailboxService;
import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Announces that identifiers have expired. That they have is decided without it. */
@Stateless
@Workflow
public class IdentifierJanitor implements JanitorTask {
    @Inject
    IdentifierRepository identifiers;

    @Inject
    IdentifierViews views;

    @Inject
    TerminalDirectory terminals;

    @Inject
    MailboxService mailboxes;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<VirtualIdentifier> expired = identifiers.lockExpired(now, skipped, size);
        for (VirtualIdentifier identifier : expired) {
            if (identifier.announceExpiry(now)) {
                mailboxes.append(
                        terminals.active(identifier.account()),
                        "virtual-identifier.expired",
                        identifier.id(),
                        IdentifierViews.withoutCodes(views.of(identifier).view()));
            }
        }
        return expired.size();
    }
}
