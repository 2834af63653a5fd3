// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.AccountDirectory;
import io.switchboard.accounts.service.HiddenAccounts;
import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.calls.model.Call;
import io.switchboard.calls.model.CallAttempt;
import io.switchboard.calls.model.CallParties;
import io.switchboard.calls.model.CallRepository;
import io.switchboard.calls.model.CallSide;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.PlaceCallRequest;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.NotesText;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.PersonsConcerned;
import io.switchboard.shared.service.Workflow;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets a call to a virtual identifier through, or does not (CN105681299A, claim 1). */
@Stateless
@Workflow
public class AdmissionService {
    private static final int SETTLED_AT_ONCE = 20;

    @Inject
    IdentifierRepository identifiers;

    @Inject
    CallRepository calls;

    @Inject
    CallAnnouncer announcer;

    @Inject
    Exhaustion exhaustion;

    @Inject
    AccountDirectory accounts;

    @Inject
    IdentifierGate gate;

    @Inject
    TerminalDirectory terminals;

    @Inject
    CallTimes times;

    @Inject
    PersonsConcerned concerned;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Places a call: one transaction that looks the code up, checks every condition, takes one use from the quota and rings every
     * terminal of the owner. What is refused is refused from a plain read, the same statements whatever the cause, and waits for nobody:
     * a lock would tell that there is something to be locked. What seems open is checked again under the identifier's lock.
     *
     * @return the call, or one and the same refusal whatever the cause; the cause is recorded for the identifier's enterprise only
     * @throws io.switchboard.shared.model.RefusedException {@code code-mistyped} when the check symbol is wrong, {@code too-many-attempts} when the caller has tried
     *     too often: nothing is looked up
     */
    public Outcome<CallView> place(Invocation invocation, PlaceCallRequest request) {
        Party caller = invocation.party();
        IdentifierGate.Attempted seen =
                gate.attempt(caller, new HiddenAccounts.Knock(request.to(), request.pin(), request.discloses(), "/to"));
        if (seen.cause().isPresent()) {
            return refuse(invocation, seen, seen.cause().get());
        }
        VirtualIdentifier identifier = seen.found().orElseThrow();
        Optional<RefusalCause> late = gate.lock(seen, identifier);
        Instant now = clock.instant();
        if (late.isEmpty() && !takeOne(identifier, now)) {
            late = Optional.of(RefusalCause.EXHAUSTED);
        }
        if (late.isPresent()) {
            return refuse(invocation, seen, late.get());
        }
        gate.admitted(seen);
        return new Outcome.Done<>(ring(invocation, identifier, seen.attempt(), seen.pseudonym(), request, now));
    }

    private CallView ring(
            Invocation invocation,
            VirtualIdentifier identifier,
            CallAttempt attempt,
            String pseudonym,
            PlaceCallRequest request,
            Instant now) {
        Party caller = invocation.party();
        Call call = new Call(
                new CallId(ids.next()),
                identifier,
                new CallParties(
                        caller.enterprise(),
                        caller.account(),
                        caller.terminal(),
                        pseudonym,
                        disclosed(caller, attempt),
                        NotesText.keep(request.externalId(), request.metadata())),
                terminals.active(identifier.account()),
                times.current(),
                now);
        boolean counted = isCountedAtOnce(identifier);
        calls.add(call, counted);
        announcer.announce(call, now);
        if (counted) {
            exhaustion.announceIfReached(identifier, call.legs().keySet());
        }
        audit.done(invocation, "call.place", call.id());
        if (!identifier.enterprise().equals(caller.enterprise())) {
            audit.record(
                    invocation.anonymised(),
                    identifier.enterprise(),
                    "call.ring",
                    call.id().toString(),
                    "done");
        }
        CallViews.otherIn(call, CallSide.CALLER).ifPresent(concerned::add);
        return CallViews.forCaller(call, now);
    }

    /** Read only for a caller who agrees to show it. */
    private @Nullable String disclosed(Party caller, CallAttempt attempt) {
        return attempt.discloses()
                ? accounts.account(caller.enterprise(), caller.account())
                        .map(CallViews::kept)
                        .orElseThrow()
                : null;
    }

    /** Takes one use; when none is left, those first that missed calls have given up by now, janitor or not. */
    private boolean takeOne(VirtualIdentifier identifier, Instant now) {
        boolean counted = isCountedAtOnce(identifier);
        if (identifiers.takeOne(identifier.id(), counted)) {
            return true;
        }
        List<Call> due = calls.lockDue(identifier.id(), now, SETTLED_AT_ONCE);
        for (Call call : due) {
            call.settle(now);
            announcer.announce(call, now);
        }
        return !due.isEmpty() && identifiers.takeOne(identifier.id(), counted);
    }

    private static boolean isCountedAtOnce(VirtualIdentifier identifier) {
        return identifier.conditions().countOn() == CountOn.FORWARDED;
    }

    private Outcome<CallView> refuse(Invocation invocation, IdentifierGate.Attempted seen, RefusalCause cause) {
        gate.refused(seen, cause);
        audit.record(
                invocation,
                seen.asking().enterprise(),
                "call.place",
                "virtual-identifier",
                CallsRefusal.CALL_REFUSED.code());
        return new Outcome.Refused<>(CallsRefusal.CALL_REFUSED);
    }
}
