// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.calls.model.Call;
import io.switchboard.calls.model.CallRepository;
import io.switchboard.calls.model.CallSide;
import io.switchboard.calls.model.IdentifierRepository;
import io.switchboard.calls.model.VirtualIdentifier;
import io.switchboard.calls.wire.CallDirection;
import io.switchboard.calls.wire.CallFilter;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.RejectCallRequest;
import io.switchboard.calls.wire.RejectReason;
import io.switchboard.calls.wire.RejectScope;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.PersonsConcerned;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the two sides of a call do to it after it was placed. A call of which the acting account is no side is not found. Every move
 * happens on the locked row, so that of moves that race one wins, for both sides alike.
 */
@Stateless
@Workflow
public class CallService {
    @Inject
    CallRepository calls;

    @Inject
    IdentifierRepository identifiers;

    @Inject
    CallAnnouncer announcer;

    @Inject
    CallTimes times;

    @Inject
    TerminalDirectory terminals;

    @Inject
    PersonsConcerned concerned;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * One call, as the acting account's side sees it.
     *
     * @throws RefusedException {@code not-found}
     */
    public CallView get(Invocation invocation, CallId id) {
        Call call = calls.find(id, invocation.party().account()).orElseThrow(RefusedException::notFound);
        Instant now = clock.instant();
        return CallViews.of(calls.asOf(call, now), sideOf(call, invocation.party()), now);
    }

    /**
     * The acting account's calls, newest first. Two statements, one when they are all of one side; when a state is asked for, that many
     * for each part that is read.
     */
    public Page<CallView> list(Invocation invocation, CallFilter asked, PageRequest page) {
        AccountId account = invocation.party().account();
        Instant now = clock.instant();
        Function<Call, CallView> view = call -> CallViews.of(
                calls.asOf(call, now), call.ownerAccount().equals(account) ? CallSide.OWNER : CallSide.CALLER, now);
        if (asked.state() == null) {
            return Pages.of(
                    of(account, asked, page.withOneMore()),
                    page,
                    call -> call.id().value(),
                    view);
        }
        return Pages.sifted(
                page,
                part -> of(account, asked, part),
                call -> call.id().value(),
                part -> part.stream().map(view).toList(),
                shown -> shown.state() == asked.state());
    }

    /** From both sides, in one order. */
    private List<Call> of(AccountId account, CallFilter asked, PageRequest page) {
        List<Call> incoming = asked.includes(CallDirection.INCOMING) ? calls.incoming(account, asked, page) : List.of();
        List<Call> outgoing = asked.includes(CallDirection.OUTGOING) ? calls.outgoing(account, asked, page) : List.of();
        return Pages.merged(incoming, outgoing, page, call -> call.id().value());
    }

    /**
     * A terminal of the owner says that it rings.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden} for a terminal that was not rung, {@code illegal-move}
     */
    public CallView ringAcknowledged(Invocation invocation, CallId id) {
        TerminalId terminal = invocation.terminal();
        return asOwner(
                invocation,
                id,
                "call.ring-acknowledge",
                (call, now) -> call.ringAcknowledged(terminal, times.current(), now));
    }

    /**
     * The owner answers. The identifier is checked again: when it was closed while the call rang, the call fails instead, and that is
     * kept.
     *
     * @return the call, or the refusal {@code identifier-closed}
     * @throws RefusedException {@code not-found}, {@code forbidden}, {@code answered-elsewhere}, {@code illegal-move}
     */
    public Outcome<CallView> answer(Invocation invocation, CallId id) {
        Party party = invocation.party();
        // The identifier first, as everywhere: whoever closes it does so before this answer or after it.
        Optional<VirtualIdentifier> locked =
                calls.identifierOf(id, party.account()).flatMap(called -> identifiers.lock(called, party.account()));
        Call call = lock(party, id, CallSide.OWNER);
        Instant now = clock.instant();
        VirtualIdentifier identifier = locked.orElseThrow();
        // As of the ring: that its time has run out since does not take away a call that was let through; an edit does.
        boolean closed = identifier.closed(call.placedAt()).isPresent();
        if (closed && call.closeUnanswered(now)) {
            announcer.announce(call, now);
            audit.record(
                    invocation,
                    party.enterprise(),
                    "call.answer",
                    id.toString(),
                    CallsRefusal.IDENTIFIER_CLOSED.code());
            return new Outcome.Refused<>(CallsRefusal.IDENTIFIER_CLOSED);
        }
        call.answer(party.terminal(), times.current(), now);
        return new Outcome.Done<>(moved(invocation, call, CallSide.OWNER, "call.answer", now));
    }

    /**
     * The owner says no.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden}, {@code illegal-move}
     */
    public CallView reject(Invocation invocation, CallId id, RejectCallRequest request) {
        RejectReason reason = request.reason() == null ? RejectReason.DECLINED : request.reason();
        RejectScope usual = reason == RejectReason.BUSY ? RejectScope.LEG : RejectScope.CALL;
        RejectScope scope = request.scope() == null ? usual : request.scope();
        TerminalId terminal = invocation.party().terminal();
        return asOwner(invocation, id, "call.reject", (call, now) -> call.reject(terminal, scope, reason, now));
    }

    /**
     * The caller gives up.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden} for another terminal than the placing one, {@code illegal-move}
     */
    public CallView cancel(Invocation invocation, CallId id) {
        Call call = lock(invocation.party(), id, CallSide.CALLER);
        Instant now = clock.instant();
        call.cancel(now);
        return moved(invocation, call, CallSide.CALLER, "call.cancel", now);
    }

    /**
     * A side says that it is connected.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden} for a terminal that is not in the call, {@code illegal-move}
     */
    public CallView connected(Invocation invocation, CallId id) {
        Call call = lock(invocation.party(), id, null);
        CallSide side = inCall(call, invocation.party());
        Instant now = clock.instant();
        call.connected(side, now);
        return moved(invocation, call, side, "call.connect", now);
    }

    /**
     * A side hangs up.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden} for a terminal that is not in the call, {@code illegal-move}
     */
    public CallView hangUp(Invocation invocation, CallId id) {
        Call call = lock(invocation.party(), id, null);
        CallSide side = inCall(call, invocation.party());
        Instant now = clock.instant();
        call.hangUp(side, now);
        return moved(invocation, call, side, "call.hang-up", now);
    }

    private CallView asOwner(Invocation invocation, CallId id, String action, BiConsumer<Call, Instant> move) {
        Call call = lock(invocation.party(), id, CallSide.OWNER);
        Instant now = clock.instant();
        move.accept(call, now);
        return moved(invocation, call, CallSide.OWNER, action, now);
    }

    private CallView moved(Invocation invocation, Call call, CallSide side, String action, Instant now) {
        announcer.announce(call, now);
        audit.done(invocation, action, call.id());
        CallViews.otherIn(call, side).ifPresent(concerned::add);
        return CallViews.of(call, side, now);
    }

    private Call lock(Party party, CallId id, @Nullable CallSide required) {
        Call call = calls.lock(id, party.account()).orElseThrow(RefusedException::notFound);
        CallSide side = sideOf(call, party);
        if (required != null && side != required) {
            throw RefusedException.of(
                    SharedRefusal.FORBIDDEN,
                    required == CallSide.OWNER ? "Only who is called may do this" : "Only the caller may do this");
        }
        if (side == CallSide.CALLER) {
            requireTerminal(party, call.caller().terminal(), "This terminal did not place the call");
        }
        return call;
    }

    private static CallSide sideOf(Call call, Party party) {
        if (call.ownerAccount().equals(party.account())) {
            return CallSide.OWNER;
        }
        if (call.callerAccount().equals(party.account())) {
            return CallSide.CALLER;
        }
        throw RefusedException.notFound();
    }

    /** Which side it is on; on the owner's side only the terminal that answered is in the call. */
    private CallSide inCall(Call call, Party party) {
        CallSide side = sideOf(call, party);
        if (side == CallSide.OWNER && call.answeredAt() != null) {
            requireTerminal(party, call.answeredBy(), "Another terminal has answered");
        }
        return side;
    }

    /**
     * An API client that acts for the account may do what the terminal in the call may; so may the account's other terminals once
     * that one is revoked, or nobody could end its calls.
     */
    private void requireTerminal(Party party, Optional<TerminalId> inCall, String otherwise) {
        TerminalId acting = party.terminal();
        boolean another = acting != null && !inCall.equals(Optional.of(acting));
        if (another && inCall.map(terminals.active(party.account())::contains).orElse(true)) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, otherwise);
        }
    }
}
