// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.calls.wire.VirtualIdentifierEventType;
import io.switchboard.mailbox.service.MailboxService;
import io.switchboard.mailbox.service.Receivers;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
    AuditLog audit;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<VirtualIdentifier> expired = identifiers.lockExpired(now, skipped, size);
        Map<UUID, Integer> used = identifiers.used(
                expired.stream().map(identifier -> identifier.id().value()).toList(), now);
        for (VirtualIdentifier identifier : expired) {
            if (identifier.announceExpiry(now)) {
                mailboxes.append(
                        new Receivers(
                                identifier.enterprise(), identifier.account(), terminals.active(identifier.account())),
                        VirtualIdentifierEventType.EXPIRED,
                        identifier.id(),
                        views.withoutCodes(
                                identifier, used.getOrDefault(identifier.id().value(), 0)));
                audit.record(
                        Invocation.ofServer(),
                        identifier.enterprise(),
                        "virtual-identifier.expire",
                        identifier.id().toString(),
                        "done");
            }
        }
        return expired.size();
    }
}
