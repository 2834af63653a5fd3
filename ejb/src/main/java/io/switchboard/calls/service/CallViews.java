// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.calls.model.Call;
import io.switchboard.calls.model.CallSide;
import io.switchboard.calls.wire.CallDirection;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.CallerAccountView;
import io.switchboard.calls.wire.LegView;
import io.switchboard.shared.service.NotesText;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** From a call to what each side may see of it. */
final class CallViews {
    private CallViews() {}

    /** Whose data that side's view has, beside the side's own: what the other one shows it. */
    static Optional<AccountId> otherIn(Call call, CallSide side) {
        if (side == CallSide.OWNER) {
            return call.caller().disclosed().map(shown -> call.callerAccount());
        }
        return Optional.ofNullable(call.label()).map(shown -> call.ownerAccount());
    }

    static CallView of(Call call, CallSide side, Instant now) {
        return side == CallSide.OWNER ? forOwner(call, now) : forCaller(call, now);
    }

    /** What a caller agrees to show of itself, as it is kept. */
    static String kept(AccountView account) {
        return WireJson.write(new CallerAccountView(
                account.id(), Objects.requireNonNull(account.name(), "an erased account calls"), account.addresses()));
    }

    private static CallerAccountView disclosed(String kept) {
        try {
            return WireJson.mapper().readValue(kept, CallerAccountView.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what a caller disclosed cannot be read", e);
        }
    }

    /** Everything but the caller's identity, unless the caller has disclosed it. */
    static CallView forOwner(Call call, Instant now) {
        return new CallView(
                call.id(),
                CallDirection.INCOMING,
                call.stateAt(now),
                call.label(),
                call.identifier(),
                call.caller().pseudonym(),
                call.caller().disclosed().map(CallViews::disclosed).orElse(null),
                null,
                call.placedAt(),
                call.ringUntil(),
                call.answeredAt(),
                call.connectedAt(),
                call.endedAt(),
                call.endReason(),
                call.legs().entrySet().stream()
                        .map(leg -> new LegView(leg.getKey(), leg.getValue()))
                        .toList(),
                null,
                null);
    }

    /** The label and the caller's own state; nothing from which the owner, its terminals or its presence could be told. */
    static CallView forCaller(Call call, Instant now) {
        CallState seen = call.callerStateAt(now);
        boolean wasAnswered = call.answeredAt() != null;
        return new CallView(
                call.id(),
                CallDirection.OUTGOING,
                seen,
                call.label(),
                null,
                null,
                null,
                call.caller().disclosed().isPresent() ? Boolean.TRUE : null,
                call.placedAt(),
                call.callerRingUntil(),
                call.answeredAt(),
                call.connectedAt(),
                seen.isFinal() ? call.callerEndedAt() : null,
                wasAnswered ? call.endReason() : null,
                null,
                call.caller().notes().externalId(),
                NotesText.metadata(call.caller().notes()));
    }
}
