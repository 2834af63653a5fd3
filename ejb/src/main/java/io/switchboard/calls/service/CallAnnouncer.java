// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.calls.model.Call;
import io.switchboard.calls.model.CallChange;
import io.switchboard.calls.model.CallRepository;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.wire.CallEventType;
import io.switchboard.mailbox.service.MailboxService;
import io.switchboard.mailbox.service.Receivers;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells each side what it may know of a call's moves, and settles the reserved use. The one place that says who learns what. */
@ApplicationScoped
class CallAnnouncer {
    @Inject
    CallRepository calls;

    @Inject
    IdentifierRepository identifiers;

    @Inject
    Exhaustion exhaustion;

    @Inject
    TerminalDirectory terminals;

    @Inject
    MailboxService mailboxes;

    @Inject
    AuditLog audit;

    @Inject
    Event<CallMoved> moved;

    /** Announces what the moves since the last time did. Must be called after every move, in its transaction. */
    void announce(Call call, Instant now) {
        for (CallChange change : call.takeChanges()) {
            boolean counted = settleUse(call, change);
            tell(call, change, now);
            if (counted) {
                exhaustion.announceIfReached(identifiers.find(call.identifier()).orElseThrow(), rung(call));
            }
            auditDeadline(call, change);
            moved.fire(new CallMoved(change));
        }
    }

    /** Whether a reserved use was counted just now. */
    private boolean settleUse(Call call, CallChange change) {
        return switch (change) {
            case ANSWERED -> calls.commitUse(call);
            case REJECTED, CANCELLED, MISSED, BUSY, BUSY_SHOWN, FAILED_UNSEEN -> {
                calls.releaseUse(call);
                yield false;
            }
            case RINGING, CONNECTED, ENDED, FAILED, CALLER_TOLD, CALLER_GAVE_UP -> false;
        };
    }

    /** What a deadline does is nobody's request. */
    private void auditDeadline(Call call, CallChange change) {
        switch (change) {
            case MISSED -> byServer(call.ownerEnterprise(), "call.miss", call);
            case FAILED ->
                Stream.of(call.ownerEnterprise(), call.callerEnterprise())
                        .distinct()
                        .forEach(side -> byServer(side, "call.fail", call));
            case CALLER_TOLD -> byServer(call.callerEnterprise(), "call.miss", call);
            case RINGING,
                    ANSWERED,
                    CONNECTED,
                    ENDED,
                    REJECTED,
                    CANCELLED,
                    BUSY,
                    BUSY_SHOWN,
                    FAILED_UNSEEN,
                    CALLER_GAVE_UP -> {}
        }
    }

    private void byServer(EnterpriseId enterprise, String action, Call call) {
        audit.record(Invocation.ofServer(), enterprise, action, call.id().toString(), "done");
    }

    private void tell(Call call, CallChange change, Instant now) {
        switch (change) {
            case RINGING -> owner(call, rung(call), CallEventType.RINGING, now);
            case ANSWERED -> {
                owner(call, winner(call), CallEventType.ANSWERED, now);
                mailboxes.append(
                        others(call), CallEventType.ANSWERED_ELSEWHERE, call.id(), CallViews.forOwner(call, now));
                caller(call, CallEventType.ANSWERED, now);
            }
            case CONNECTED -> both(call, winner(call), CallEventType.CONNECTED, now);
            case ENDED -> both(call, winner(call), CallEventType.ENDED, now);
            case FAILED -> both(call, winner(call), CallEventType.FAILED, now);
            case REJECTED -> both(call, rung(call), CallEventType.REJECTED, now);
            case CANCELLED -> both(call, rung(call), CallEventType.CANCELLED, now);
            case MISSED -> owner(call, rung(call), CallEventType.MISSED, now);
            case BUSY -> owner(call, rung(call), CallEventType.BUSY, now);
            case BUSY_SHOWN -> both(call, rung(call), CallEventType.BUSY, now);
            case FAILED_UNSEEN -> owner(call, rung(call), CallEventType.FAILED, now);
            case CALLER_TOLD -> caller(call, CallEventType.MISSED, now);
            case CALLER_GAVE_UP -> caller(call, CallEventType.CANCELLED, now);
        }
    }

    private void both(Call call, Collection<TerminalId> ownerTerminals, CallEventType type, Instant now) {
        owner(call, ownerTerminals, type, now);
        caller(call, type, now);
    }

    private void owner(Call call, Collection<TerminalId> receivers, CallEventType type, Instant now) {
        mailboxes.append(
                new Receivers(call.ownerEnterprise(), call.ownerAccount(), receivers),
                type,
                call.id(),
                CallViews.forOwner(call, now));
    }

    private void caller(Call call, CallEventType type, Instant now) {
        mailboxes.append(
                new Receivers(call.callerEnterprise(), call.callerAccount(), terminals.active(call.callerAccount())),
                type,
                call.id(),
                CallViews.forCaller(call, now));
    }

    private static Collection<TerminalId> rung(Call call) {
        return call.legs().keySet();
    }

    private static Collection<TerminalId> winner(Call call) {
        return call.answeredBy().map(List::of).orElseGet(List::of);
    }

    private static Collection<TerminalId> others(Call call) {
        Optional<TerminalId> winner = call.answeredBy();
        return call.legs().keySet().stream()
                .filter(terminal -> !winner.equals(Optional.of(terminal)))
                .toList();
    }
}
