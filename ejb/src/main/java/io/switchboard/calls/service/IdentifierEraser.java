// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.AccountEraser;
import io.switchboard.accounts.service.ErasedAccount;
import io.switchboard.accounts.service.ErasedPart;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Revokes an erased account's identifiers and forgets labels, notes, codes, and when and whom they let call; that the codes were issued
 * stays. Each is locked, open or not: a call that is being let through at that moment is there afterwards, and no other ever comes.
 */
@ApplicationScoped
class IdentifierEraser implements AccountEraser {
    @Inject
    IdentifierRepository identifiers;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    @Override
    public int order() {
        return 30;
    }

    @Override
    public ErasedPart erase(ErasedAccount account, UUID after, int most) {
        List<VirtualIdentifier> found = identifiers.lock(account.id(), after, most);
        for (VirtualIdentifier identifier : found) {
            if (identifier.erase(clock.instant())) {
                audit.record(
                        Invocation.ofServer(),
                        identifier.enterprise(),
                        "virtual-identifier.revoke",
                        identifier.id().toString(),
                        "done");
                identifiers.forgetCodes(identifier.id());
            }
        }
        return ErasedPart.of(
                found.stream().map(identifier -> identifier.id().value()).toList(), most);
    }
}
