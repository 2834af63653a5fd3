// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.RejectReason;
import io.switchboard.calls.wire.RejectScope;
import io.switchboard.shared.model.Notes;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call as it is placed: an owner with a phone and a tablet, a caller with a terminal, and the design's times. What happens then, and
 * when, is the test's to say; moments are given in seconds after the placing.
 */
final class CallScene {
    static final Instant PLACED = Instant.parse("2026-11-20T12:00:00Z");
    static final RingTimes TIMES =
            new RingTimes(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(30));

    static final TerminalId PHONE = new TerminalId(new UUID(1, 1));
    static final TerminalId TABLET = new TerminalId(new UUID(1, 2));
    static final TerminalId STRANGER = new TerminalId(new UUID(1, 3));

    static final EnterpriseId OWNER_ENTERPRISE = new EnterpriseId(new UUID(2, 1));
    static final AccountId OWNER = new AccountId(new UUID(2, 2));
    static final EnterpriseId CALLER_ENTERPRISE = new EnterpriseId(new UUID(3, 1));
    static final AccountId CALLER = new AccountId(new UUID(3, 2));
    static final TerminalId CALLING_TERMINAL = new TerminalId(new UUID(3, 3));

    private CallScene() {}

    /** A call that rings the phone and the tablet since {@link #PLACED}; that it rings is told already. */
    static Call ringing() {
        return ringing(PHONE, TABLET);
    }

    static Call ringing(TerminalId... rung) {
        Call call = placed(TIMES, rung);
        call.takeChanges();
        return call;
    }

    static Call placed(RingTimes times, TerminalId... rung) {
        return new Call(
                new CallId(new UUID(4, 1)),
                identifier("Parcels"),
                new CallParties(CALLER_ENTERPRISE, CALLER, CALLING_TERMINAL, "caller-1", null, Notes.none()),
                List.of(rung),
                times,
                PLACED);
    }

    static VirtualIdentifier identifier(@Nullable String label) {
        return new VirtualIdentifier(
                new VirtualIdentifierId(new UUID(5, 1)),
                OWNER_ENTERPRISE,
                OWNER,
                label,
                new Conditions(null, PLACED.plus(Duration.ofDays(1)), 10, CountOn.FORWARDED),
                PLACED);
    }

    static Instant at(long seconds) {
        return PLACED.plusSeconds(seconds);
    }

    /** The last moment that the databases can tell from this one. */
    static Instant justBefore(Instant deadline) {
        return deadline.minusNanos(1000);
    }

    static void acknowledges(Call call, TerminalId terminal, Instant now) {
        call.ringAcknowledged(terminal, TIMES, now);
    }

    static void answers(Call call, @Nullable TerminalId terminal, Instant now) {
        call.answer(terminal, TIMES, now);
    }

    static void rejectsTheCall(Call call, @Nullable TerminalId terminal, Instant now) {
        call.reject(terminal, RejectScope.CALL, RejectReason.DECLINED, now);
    }

    static void declinesForItself(Call call, TerminalId terminal, Instant now) {
        call.reject(terminal, RejectScope.LEG, RejectReason.DECLINED, now);
    }

    static void isBusy(Call call, @Nullable TerminalId terminal, Instant now) {
        call.reject(terminal, RejectScope.LEG, RejectReason.BUSY, now);
    }

    static void saysBusy(Call call, @Nullable TerminalId terminal, Instant now) {
        call.reject(terminal, RejectScope.CALL, RejectReason.BUSY, now);
    }

    static void bothConnect(Call call, Instant now) {
        call.connected(CallSide.OWNER, now);
        call.connected(CallSide.CALLER, now);
    }

    /** Everything that a row would hold, so that nothing can change unnoticed. */
    static SortedMap<String, Object> everything(Call call) {
        SortedMap<String, Object> all = new TreeMap<>();
        for (Field field : Call.class.getDeclaredFields()) {
            Object value = read(call, field);
            if (value instanceof Map<?, ?> map) {
                all.put(field.getName(), new TreeMap<>(map));
            } else if (value instanceof List<?> list) {
                all.put(field.getName(), List.copyOf(list));
            } else {
                all.put(field.getName(), value == null ? "absent" : value);
            }
        }
        return all;
    }

    /** The column by which the janitor finds the call; no method tells it, the query reads it. */
    static @Nullable Instant dueAt(Call call) {
        Object value = everything(call).get("dueAt");
        return value instanceof Instant due ? due : null;
    }

    private static @Nullable Object read(Call call, Field field) {
        try {
            field.setAccessible(true);
            return field.get(call);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
