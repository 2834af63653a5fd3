// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.EndReason;
import io.switchboard.calls.wire.LegState;
import io.switchboard.calls.wire.RejectReason;
import io.switchboard.calls.wire.RejectScope;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.Hibernate;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/**
 * A call to a virtual identifier, from the ring to its end. {@link CallState} is its state table; the legs, one for each terminal that
 * rings, have {@link LegState}.
 *
 * <p>Every move happens on the locked row and first settles what deadlines have decided meanwhile, so that a late janitor changes
 * nothing that anybody can see. The caller has a state of its own: it sees RINGING until an answer, a rejection or a fixed time,
 * because what happens sooner would tell whether the owner was there.
 */
@Entity
@Table(name = "placed_call")
public class Call {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "identifier_id", nullable = false)
    private UUID identifierId;

    @Column(name = "owner_enterprise_id", nullable = false)
    private UUID ownerEnterpriseId;

    @Column(name = "owner_account_id", nullable = false)
    private UUID ownerAccountId;

    @Embedded
    private CallParties caller;

    @Column(length = 100)
    private @Nullable String label;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private CallState state;

    @Enumerated(EnumType.STRING)
    @Column(name = "caller_state", nullable = false, length = 20)
    private CallState callerState;

    @Column(name = "placed_at", nullable = false)
    private Instant placedAt;

    @Column(name = "ring_until", nullable = false)
    private Instant ringUntil;

    @Column(name = "ring_acknowledged_at")
    private @Nullable Instant ringAcknowledgedAt;

    @Column(name = "caller_ring_until", nullable = false)
    private Instant callerRingUntil;

    @Column(name = "answered_by")
    private @Nullable UUID answeredBy;

    @Column(name = "answered_at")
    private @Nullable Instant answeredAt;

    @Column(name = "connect_until")
    private @Nullable Instant connectUntil;

    @Column(name = "owner_connected", nullable = false)
    private boolean ownerConnected;

    @Column(name = "caller_connected", nullable = false)
    private boolean callerConnected;

    @Column(name = "connected_at")
    private @Nullable Instant connectedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "caller_ended_at")
    private @Nullable Instant callerEndedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "end_reason", length = 30)
    private @Nullable EndReason endReason;

    /** When the janitor must look at it next; absent when nothing can happen by itself any more. */
    @Column(name = "due_at")
    private @Nullable Instant dueAt;

    @ElementCollection
    @CollectionTable(name = "call_leg", joinColumns = @JoinColumn(name = "call_id"))
    @MapKeyColumn(name = "terminal_id")
    @Enumerated(EnumType.STRING)
    @Column(name = "state", nullable = false, length = 20)
    @BatchSize(size = 200)
    private Map<UUID, LegState> legs = new TreeMap<>();

    @Transient
    private final List<CallChange> changes = new ArrayList<>();

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Call() {}

    /** A call that rings the given terminals of the identifier's owner. With none it rings until it is missed. */
    public Call(
            CallId id,
            VirtualIdentifier identifier,
            CallParties caller,
            List<TerminalId> rung,
            RingTimes times,
            Instant now) {
        this.id = id.value();
        this.identifierId = identifier.id().value();
        this.ownerEnterpriseId = identifier.enterprise().value();
        this.ownerAccountId = identifier.account().value();
        this.caller = caller;
        this.label = identifier.label();
        this.state = CallState.RINGING;
        this.callerState = CallState.RINGING;
        this.placedAt = now;
        this.ringUntil = now.plus(times.ring());
        this.callerRingUntil = now.plus(times.ringMax());
        this.dueAt = ringUntil;
        rung.forEach(terminal -> legs.put(terminal.value(), LegState.SENT));
        changes.add(CallChange.RINGING);
    }

    /** Carries out what deadlines have decided by now. The janitor calls it, and every move does so first. */
    public void settle(Instant now) {
        if (state == CallState.RINGING && !now.isBefore(ringUntil)) {
            rung().stop(LegState.STOPPED);
            finish(CallState.MISSED, null, ringUntil, CallChange.MISSED);
        }
        if (state == CallState.ANSWERED && connectUntil != null && !now.isBefore(connectUntil)) {
            finish(CallState.FAILED, EndReason.NOT_CONNECTED, connectUntil, CallChange.FAILED);
        }
        if (callerState == CallState.RINGING && state.isFinal() && !now.isBefore(callerRingUntil)) {
            callerState = CallState.MISSED;
            callerEndedAt = callerRingUntil;
            changes.add(CallChange.CALLER_TOLD);
        }
        dueAt = nextDue();
    }

    /**
     * A terminal says that it rings; the first one to say so starts the ring timer anew.
     *
     * @throws RefusedException when the call does not ring any more, or this terminal was not rung
     */
    public void ringAcknowledged(TerminalId terminal, RingTimes times, Instant now) {
        settle(now);
        LegState leg = rung().of(terminal);
        if (state != CallState.RINGING) {
            throw refused(CallSide.OWNER);
        }
        if (leg != LegState.SENT) {
            return;
        }
        rung().move(terminal, LegState.ACKNOWLEDGED);
        if (ringAcknowledgedAt == null) {
            ringAcknowledgedAt = now;
            Instant anew = now.plus(times.ring());
            ringUntil = anew.isBefore(callerRingUntil) ? anew : callerRingUntil;
            dueAt = nextDue();
        }
    }

    /**
     * The owner answers. The first answer wins; the terminal that won may say it again. Of API clients nobody can tell one from another:
     * a second answer is late, and who repeats a request uses its idempotency key.
     *
     * @param terminal the answering terminal; null when an API client answers for the account
     * @throws RefusedException {@code answered-elsewhere} for every other terminal; {@code illegal-move} when it is over
     */
    public void answer(@Nullable TerminalId terminal, RingTimes times, Instant now) {
        settle(now);
        if (terminal != null) {
            rung().of(terminal);
        }
        UUID who = terminal == null ? null : terminal.value();
        if (answeredAt != null && who != null && who.equals(answeredBy)) {
            if (state.isFinal()) {
                throw refused(CallSide.OWNER);
            }
            return;
        }
        if (answeredAt != null) {
            throw RefusedException.move(CallsRefusal.ANSWERED_ELSEWHERE, state, List.of());
        }
        if (terminal != null && state == CallState.RINGING) {
            // First, because it refuses a terminal that is out.
            rung().move(terminal, LegState.ANSWERED);
        }
        move(CallState.ANSWERED);
        callerState = CallState.ANSWERED;
        answeredBy = who;
        answeredAt = now;
        connectUntil = now.plus(times.connect());
        dueAt = connectUntil;
        rung().stop(LegState.ANSWERED_ELSEWHERE);
        changes.add(CallChange.ANSWERED);
    }

    /**
     * The owner closed the identifier while it rang: the call cannot be answered any more. The caller is not told before its time.
     *
     * @return false when the call does not ring any more
     */
    public boolean closeUnanswered(Instant now) {
        settle(now);
        if (state != CallState.RINGING) {
            return false;
        }
        rung().stop(LegState.STOPPED);
        finish(CallState.FAILED, EndReason.IDENTIFIER_CLOSED, now, CallChange.FAILED_UNSEEN);
        return true;
    }

    /**
     * The owner says no. To be busy looks to the caller as if nobody answered, unless the owner says it of the whole call.
     *
     * @param terminal null when an API client rejects for the account; that speaks for every terminal
     * @throws RefusedException when the call does not ring any more
     */
    public void reject(@Nullable TerminalId terminal, RejectScope scope, RejectReason reason, Instant now) {
        settle(now);
        if (terminal != null) {
            rung().of(terminal);
        }
        if (state != CallState.RINGING) {
            throw refused(CallSide.OWNER);
        }
        boolean busy = reason == RejectReason.BUSY;
        if (terminal != null) {
            rung().moveUnlessFinal(terminal, busy ? LegState.BUSY : LegState.REJECTED);
        }
        if (scope == RejectScope.CALL || (terminal == null && !busy)) {
            rung().stop(LegState.STOPPED);
            end(busy ? CallState.BUSY : CallState.REJECTED, now, busy ? CallChange.BUSY_SHOWN : CallChange.REJECTED);
        } else if (terminal == null) {
            rung().stop(LegState.BUSY);
            finish(CallState.BUSY, null, now, CallChange.BUSY);
        } else {
            endIfNoneRings(now);
        }
    }

    /** A terminal of the owner is no more: its leg ends with it. When none is left, it rings as for an owner without a terminal. */
    public void withdraw(TerminalId terminal, Instant now) {
        settle(now);
        if (state == CallState.RINGING) {
            rung().moveUnlessFinal(terminal, LegState.STOPPED);
            endIfNoneRings(now);
        }
    }

    private void endIfNoneRings(Instant now) {
        if (rung().areAllBusy()) {
            finish(CallState.BUSY, null, now, CallChange.BUSY);
        } else if (rung().areAllRejected()) {
            end(CallState.REJECTED, now, CallChange.REJECTED);
        }
    }

    /**
     * The caller gives up. Works as long as the caller sees RINGING, even when the owner has missed the call before.
     *
     * @throws RefusedException when the caller sees something else
     */
    public void cancel(Instant now) {
        settle(now);
        if (callerState != CallState.RINGING) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, callerState, callerState.successors());
        }
        if (state == CallState.RINGING) {
            rung().stop(LegState.STOPPED);
            end(CallState.CANCELLED, now, CallChange.CANCELLED);
        } else {
            callerState = CallState.CANCELLED;
            callerEndedAt = now;
            dueAt = nextDue();
            changes.add(CallChange.CALLER_GAVE_UP);
        }
    }

    /**
     * One side says that it is connected; when both have, so is the call.
     *
     * @throws RefusedException when the call is not answered, or over
     */
    public void connected(CallSide side, Instant now) {
        settle(now);
        if (state == CallState.CONNECTED) {
            return;
        }
        if (state != CallState.ANSWERED) {
            throw refused(side);
        }
        ownerConnected |= side == CallSide.OWNER;
        callerConnected |= side == CallSide.CALLER;
        if (ownerConnected && callerConnected) {
            move(CallState.CONNECTED);
            callerState = CallState.CONNECTED;
            connectedAt = now;
            dueAt = null;
            changes.add(CallChange.CONNECTED);
        }
    }

    /**
     * One side hangs up.
     *
     * @throws RefusedException when the call was not answered, or is over
     */
    public void hangUp(CallSide side, Instant now) {
        settle(now);
        if (state != CallState.ANSWERED && state != CallState.CONNECTED) {
            throw refused(side);
        }
        endReason = EndReason.HANG_UP;
        end(CallState.ENDED, now, CallChange.ENDED);
    }

    /** Ends what this side still takes part in, and forgets what is known of it and what it was shown: its account is being erased. */
    public void forget(CallSide side, Instant now) {
        settle(now);
        if (state == CallState.ANSWERED || state == CallState.CONNECTED) {
            hangUp(side, now);
        } else if (side == CallSide.OWNER) {
            closeUnanswered(now);
        } else if (callerState == CallState.RINGING) {
            cancel(now);
        }
        label = side == CallSide.OWNER ? null : label;
        caller = side == CallSide.OWNER ? caller.undisclosed() : caller.forgotten();
    }

    /** Ends it for both sides at once. */
    private void end(CallState last, Instant at, CallChange change) {
        callerState = last;
        callerEndedAt = at;
        finish(last, endReason, at, change);
    }

    /** Ends it; the caller's own state follows only when the call was answered. */
    private void finish(CallState last, @Nullable EndReason reason, Instant at, CallChange change) {
        boolean answered = state != CallState.RINGING;
        move(last);
        endReason = reason;
        endedAt = at;
        if (answered) {
            callerState = last;
            callerEndedAt = at;
        }
        dueAt = nextDue();
        changes.add(change);
    }

    private @Nullable Instant nextDue() {
        return switch (state) {
            case RINGING -> ringUntil;
            case ANSWERED -> connectUntil;
            default -> state.isFinal() && callerState == CallState.RINGING ? callerRingUntil : null;
        };
    }

    private void move(CallState next) {
        if (!state.successors().contains(next)) {
            throw refused(CallSide.OWNER);
        }
        state = next;
    }

    private RefusedException refused(CallSide side) {
        CallState seen = side == CallSide.OWNER ? state : callerState;
        return RefusedException.move(SharedRefusal.ILLEGAL_MOVE, seen, seen.successors());
    }

    /** What the moves since it was loaded did, in order; the caller tells those who may know. */
    public List<CallChange> takeChanges() {
        List<CallChange> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** What it is for the owner at this moment, deadlines included. */
    public CallState stateAt(Instant now) {
        if (state == CallState.RINGING && !now.isBefore(ringUntil)) {
            return CallState.MISSED;
        }
        if (state == CallState.ANSWERED && connectUntil != null && !now.isBefore(connectUntil)) {
            return CallState.FAILED;
        }
        return state;
    }

    /** What the caller may see at this moment, deadlines included. */
    public CallState callerStateAt(Instant now) {
        if (callerState == CallState.RINGING && !now.isBefore(callerRingUntil)) {
            return CallState.MISSED;
        }
        return callerState == CallState.ANSWERED ? stateAt(now) : callerState;
    }

    public CallId id() {
        return new CallId(id);
    }

    public VirtualIdentifierId identifier() {
        return new VirtualIdentifierId(identifierId);
    }

    public EnterpriseId ownerEnterprise() {
        return new EnterpriseId(ownerEnterpriseId);
    }

    public AccountId ownerAccount() {
        return new AccountId(ownerAccountId);
    }

    public EnterpriseId callerEnterprise() {
        return caller.enterprise();
    }

    public AccountId callerAccount() {
        return caller.account();
    }

    /** Who calls, and what is known of it. */
    public CallParties caller() {
        return caller;
    }

    public @Nullable String label() {
        return label;
    }

    /** As stored; ask {@link #stateAt} for what anybody sees. */
    public CallState state() {
        return state;
    }

    public Instant placedAt() {
        return placedAt;
    }

    public Instant ringUntil() {
        return ringUntil;
    }

    public Instant callerRingUntil() {
        return callerRingUntil;
    }

    /** The terminal that answered; empty before, and when an API client did. */
    public Optional<TerminalId> answeredBy() {
        return Optional.ofNullable(answeredBy).map(TerminalId::new);
    }

    public @Nullable Instant answeredAt() {
        return answeredAt;
    }

    public @Nullable Instant connectedAt() {
        return connectedAt;
    }

    /** When it ended for the owner. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }

    /** When it ended for the caller. */
    public @Nullable Instant callerEndedAt() {
        return callerEndedAt;
    }

    public @Nullable EndReason endReason() {
        return endReason;
    }

    /** Reads the legs now, before the call is taken out of its persistence context. */
    void loadLegs() {
        Hibernate.initialize(legs);
    }

    /** The owner's terminals that were rung, in order. */
    public SortedMap<TerminalId, LegState> legs() {
        return rung().byTerminal();
    }

    private CallLegs rung() {
        return new CallLegs(legs);
    }
}
