// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static io.switchboard.calls.model.CallScene.PHONE;
import static io.switchboard.calls.model.CallScene.TABLET;

import java.time.Instant;
import java.util.function.BiConsumer;

/** Everything that anybody can do to a call. */
enum CallAction {
    PHONE_ACKNOWLEDGES(CallSide.OWNER, (call, now) -> CallScene.acknowledges(call, PHONE, now)),
    PHONE_ANSWERS(CallSide.OWNER, (call, now) -> CallScene.answers(call, PHONE, now)),
    TABLET_ANSWERS(CallSide.OWNER, (call, now) -> CallScene.answers(call, TABLET, now)),
    CLIENT_ANSWERS(CallSide.OWNER, (call, now) -> CallScene.answers(call, null, now)),
    PHONE_REJECTS_CALL(CallSide.OWNER, (call, now) -> CallScene.rejectsTheCall(call, PHONE, now)),
    PHONE_DECLINES(CallSide.OWNER, (call, now) -> CallScene.declinesForItself(call, PHONE, now)),
    PHONE_IS_BUSY(CallSide.OWNER, (call, now) -> CallScene.isBusy(call, PHONE, now)),
    TABLET_IS_BUSY(CallSide.OWNER, (call, now) -> CallScene.isBusy(call, TABLET, now)),
    PHONE_SAYS_BUSY(CallSide.OWNER, (call, now) -> CallScene.saysBusy(call, PHONE, now)),
    CLIENT_IS_BUSY(CallSide.OWNER, (call, now) -> CallScene.isBusy(call, null, now)),
    CLIENT_SAYS_BUSY(CallSide.OWNER, (call, now) -> CallScene.saysBusy(call, null, now)),
    CLIENT_REJECTS(CallSide.OWNER, (call, now) -> CallScene.rejectsTheCall(call, null, now)),
    CALLER_CANCELS(CallSide.CALLER, (call, now) -> call.cancel(now)),
    OWNER_CONNECTS(CallSide.OWNER, (call, now) -> call.connected(CallSide.OWNER, now)),
    CALLER_CONNECTS(CallSide.CALLER, (call, now) -> call.connected(CallSide.CALLER, now)),
    OWNER_HANGS_UP(CallSide.OWNER, (call, now) -> call.hangUp(CallSide.OWNER, now)),
    CALLER_HANGS_UP(CallSide.CALLER, (call, now) -> call.hangUp(CallSide.CALLER, now)),
    TIME_SETTLES(CallSide.OWNER, Call::settle),
    IDENTIFIER_CLOSES(CallSide.OWNER, (call, now) -> call.closeUnanswered(now));

    private final CallSide side;

    @SuppressWarnings("ImmutableEnumChecker") // none of the deeds remembers anything
    private final BiConsumer<Call, Instant> deed;

    CallAction(CallSide side, BiConsumer<Call, Instant> deed) {
        this.side = side;
        this.deed = deed;
    }

    /** Who does it, and so whose view a refusal shows. */
    CallSide side() {
        return side;
    }

    void on(Call call, Instant now) {
        deed.accept(call, now);
    }
}
