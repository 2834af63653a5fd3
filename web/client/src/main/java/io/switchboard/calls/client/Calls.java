// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.CallDirection;
import io.switchboard.calls.wire.CallFilter;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.PlaceCallRequest;
import io.switchboard.calls.wire.RejectCallRequest;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import java.util.Optional;

/** The calls of an account, from both sides. A move that the call's state does not allow fails with {@code illegal-move}. */
public final class Calls {
    private static final ApiPath CALLS = ApiPath.of("calls");

    private final Session session;

    private Calls(Session session) {
        this.session = session;
    }

    /** Of the account that this session speaks for. */
    public static Calls of(AccountSession account) {
        return new Calls(account.session());
    }

    /**
     * Calls an identifier. {@code call-refused} when it is not let through, whatever the cause; {@code code-mistyped} when it can be no
     * code, which {@link TypingError} finds out without asking.
     */
    public CallView place(PlaceCallRequest request) {
        return session.post(CALLS, Optional.of(request), CallView.class);
    }

    /** Calls an identifier, once for this key. */
    public CallView place(PlaceCallRequest request, IdempotencyKey key) {
        return session.post(CALLS, Optional.of(request), CallView.class, key);
    }

    /** Calls, newest first; of one direction, or of both. */
    public Listing<CallView> list(Optional<CallDirection> direction) {
        return list(CallFilter.of(direction.orElse(null)));
    }

    /** Those that are asked for, newest first. */
    public Listing<CallView> list(CallFilter asked) {
        ApiPath path = CALLS.with("direction", Optional.ofNullable(asked.direction()))
                .with("state", Optional.ofNullable(asked.state()))
                .with("virtualIdentifierId", Optional.ofNullable(asked.virtualIdentifierId()))
                .with("externalId", Optional.ofNullable(asked.externalId()))
                .with("since", Optional.ofNullable(asked.since()))
                .with("until", Optional.ofNullable(asked.until()));
        return session.list(path, CallView.class);
    }

    /** Reads one, as this side may see it. */
    public CallView get(CallId id) {
        return session.get(CALLS.slash(id), CallView.class);
    }

    /** Says that this terminal rings; the time to answer begins anew with the first that says so. */
    public CallView acknowledgeRing(CallId id) {
        return move(id, "ring-acknowledgement");
    }

    /** Answers; {@code answered-elsewhere} when another terminal was first. */
    public CallView answer(CallId id) {
        return move(id, "answer");
    }

    /** Rejects: the whole call, or this terminal's ringing. */
    public CallView reject(CallId id, RejectCallRequest request) {
        return session.post(CALLS.slash(id).slash("rejection"), Optional.of(request), CallView.class);
    }

    /** Gives up a call that this side placed and nobody has answered. */
    public CallView cancel(CallId id) {
        return move(id, "cancellation");
    }

    /** Says that this side is connected; the call is, when both have said so. */
    public CallView connect(CallId id) {
        return move(id, "connection");
    }

    /** Ends an answered call. */
    public CallView hangUp(CallId id) {
        return move(id, "hang-up");
    }

    private CallView move(CallId id, String move) {
        return session.post(CALLS.slash(id).slash(move), Optional.empty(), CallView.class);
    }
}
