// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.AccountDirectory;
import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.calls.model.BlockRepository;
import io.switchboard.calls.model.Call;
import io.switchboard.calls.model.CallAttempt;
import io.switchboard.calls.model.CallParties;
import io.switchboard.calls.model.CallRepository;
import io.switchboard.calls.model.CallSide;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.RefusedCallRepository;
import io.switchboard.calls.model.Standing;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.calls.wire.PlaceCallRequest;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.NotesText;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.PersonsConcerned;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets a call to a virtual identifier through, or does not (CN105681299A, claim 1). */
@Stateless
@Workflow
public class AdmissionService {
    /** No identifier's id: an unknown code asks for its uses all the same. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final int SETTLED_AT_ONCE = 20;

    @Inject
    IdentifierRepository identifiers;

    @Inject
    BlockRepository blocks;

    @Inject
    CallRepository calls;

    @Inject
    RefusedCallRepository refusals;

    @Inject
    CallAnnouncer announcer;

    @Inject
    Exhaustion exhaustion;

    @Inject
    IdentifierCodes codes;

    @Inject
    AccountDirectory accounts;

    @Inject
    CallAttempts attempts;

    @Inject
    TerminalDirectory terminals;

    @Inject
    CallTimes times;

    @Inject
    Event<CallMetrics.CallRefused> refused;

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
     * @throws RefusedException {@code code-mistyped} when the check symbol is wrong, {@code too-many-attempts} when the caller has tried
     *     too often: nothing is looked up
     */
    public Outcome<CallView> place(Invocation invocation, PlaceCallRequest request) {
        Party caller = invocation.party();
        IdentifierCode code = IdentifierCode.parse(request.to())
                .orElseThrow(() -> RefusedException.field(
                        CallsRefusal.CODE_MISTYPED,
                        "/to",
                        "This is not a code; a symbol is wrong, or two are swapped"));
        byte[] mac = codes.mac(code);
        attempts.charge(caller, mac);
        Optional<VirtualIdentifier> found = identifiers.findByCode(mac);
        UUID id = found.map(identifier -> identifier.id().value()).orElse(NOBODY);
        Instant asked = clock.instant();
        String pseudonym = codes.pseudonym(id, caller.account().value());
        Standing standing = identifiers.standing(id, pseudonym, asked);
        // Also for no identifier: what is done before the refusal does not depend on the cause.
        CallAttempt attempt = new CallAttempt(
                caller.account(),
                request.discloses(),
                request.pin() == null ? null : codes.pinMac(id, request.pin()),
                standing.blocked());
        Optional<RefusalCause> cause = found.map(identifier -> refusal(identifier, attempt, standing.used(), asked))
                .orElseGet(() -> Optional.of(RefusalCause.UNKNOWN));
        if (cause.isPresent()) {
            return refuse(invocation, caller, found, cause.get(), asked);
        }
        VirtualIdentifier identifier = found.orElseThrow();
        identifiers.relock(identifier);
        // Only now: the lock may have been waited for, and conditions hold or not when the call is let through.
        Instant now = clock.instant();
        boolean blocked = blocks.find(identifier.id(), pseudonym).isPresent();
        Optional<RefusalCause> late = identifier.refusal(attempt.blocked(blocked), now);
        if (late.isEmpty() && !takeOne(identifier, now)) {
            late = Optional.of(RefusalCause.EXHAUSTED);
        }
        if (late.isPresent()) {
            return refuse(invocation, caller, found, late.get(), now);
        }
        attempts.admitted(caller, mac);
        return new Outcome.Done<>(ring(invocation, identifier, attempt, pseudonym, request, now));
    }

    private static Optional<RefusalCause> refusal(
            VirtualIdentifier identifier, CallAttempt attempt, int used, Instant now) {
        return identifier
                .refusal(attempt, now)
                .or(() -> used < identifier.conditions().maxCalls()
                        ? Optional.empty()
                        : Optional.of(RefusalCause.EXHAUSTED));
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

    private Outcome<CallView> refuse(
            Invocation invocation, Party caller, Optional<VirtualIdentifier> found, RefusalCause cause, Instant now) {
        EnterpriseId owner = found.map(VirtualIdentifier::enterprise).orElse(null);
        refusals.add(ids.next(), found.map(VirtualIdentifier::id).orElse(null), owner, caller.account(), cause, now);
        audit.record(
                invocation, caller.enterprise(), "call.place", "virtual-identifier", CallsRefusal.CALL_REFUSED.code());
        refused.fire(new CallMetrics.CallRefused(cause));
        return new Outcome.Refused<>(CallsRefusal.CALL_REFUSED);
    }
}
