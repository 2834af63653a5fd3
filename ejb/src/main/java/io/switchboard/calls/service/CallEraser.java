// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.ErasedAccount;
import io.switchboard.accounts.service.ErasedPart;
import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.calls.model.Call;
import io.switchboard.calls.model.CallRepository;
import io.switchboard.calls.model.CallSide;
import io.switchboard.mailbox.service.MailboxService;
import io.switchboard.mailbox.service.Receivers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Ends an erased account's calls, tells the other side, and forgets what the account has shown it and kept for itself; also where the
 * other side was told. What stays of a call are ids, times, states and a pseudonym.
 */
@ApplicationScoped
class CallEraser {
    @Inject
    CallRepository calls;

    @Inject
    CallAnnouncer announcer;

    @Inject
    TerminalDirectory terminals;

    @Inject
    MailboxService mailboxes;

    @Inject
    Clock clock;

    /** The next of the calls of which the account is this side. */
    ErasedPart erase(ErasedAccount account, CallSide side, UUID after, int most) {
        List<Call> found = calls.lock(account.id(), side, after, most);
        // As everywhere: their quotas are changed in the order of the identifiers.
        found.stream()
                .sorted(Comparator.comparing(Call::identifier).thenComparing(Call::id))
                .forEach(call -> erase(call, side));
        return ErasedPart.of(found.stream().map(call -> call.id().value()).toList(), most);
    }

    private void erase(Call call, CallSide side) {
        Instant begun = call.placedAt();
        boolean labelled = call.label() != null;
        boolean disclosed = call.caller().disclosed().isPresent();
        Instant now = clock.instant();
        call.forget(side, now);
        announcer.announce(call, now);
        if (side == CallSide.OWNER && labelled) {
            Receivers callers =
                    new Receivers(call.callerEnterprise(), call.callerAccount(), terminals.all(call.callerAccount()));
            mailboxes.forget(callers, call.id(), begun, "label");
        }
        if (side == CallSide.CALLER && disclosed) {
            Receivers owners =
                    new Receivers(call.ownerEnterprise(), call.ownerAccount(), terminals.all(call.ownerAccount()));
            mailboxes.forget(owners, call.id(), begun, "callerAccount");
        }
    }
}
