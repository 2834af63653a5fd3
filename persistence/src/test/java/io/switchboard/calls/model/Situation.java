// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static io.switchboard.calls.model.CallScene.PHONE;
import static io.switchboard.calls.model.CallScene.TABLET;
import static io.switchboard.calls.model.CallScene.acknowledges;
import static io.switchboard.calls.model.CallScene.answers;
import static io.switchboard.calls.model.CallScene.at;
import static io.switchboard.calls.model.CallScene.bothConnect;
import static io.switchboard.calls.model.CallScene.declinesForItself;
import static io.switchboard.calls.model.CallScene.isBusy;
import static io.switchboard.calls.model.CallScene.rejectsTheCall;

import io.switchboard.calls.wire.CallState;
import java.time.Instant;
import java.util.function.Consumer;

/** Every state that a call can be in, told by how it came there; between {@link #now} and the last thing told, no deadline passes. */
enum Situation {
    RINGING(10, CallState.RINGING, CallState.RINGING, call -> {}),
    ACKNOWLEDGED(10, CallState.RINGING, CallState.RINGING, call -> acknowledges(call, PHONE, at(5))),
    TABLET_BUSY(10, CallState.RINGING, CallState.RINGING, call -> isBusy(call, TABLET, at(5))),
    TABLET_DECLINED(10, CallState.RINGING, CallState.RINGING, call -> declinesForItself(call, TABLET, at(5))),
    ANSWERED(10, CallState.ANSWERED, CallState.ANSWERED, call -> answers(call, PHONE, at(5))),
    ANSWERED_BY_CLIENT(10, CallState.ANSWERED, CallState.ANSWERED, call -> answers(call, null, at(5))),
    OWNER_CONNECTED(10, CallState.ANSWERED, CallState.ANSWERED, call -> {
        answers(call, PHONE, at(5));
        call.connected(CallSide.OWNER, at(6));
    }),
    CALLER_CONNECTED(10, CallState.ANSWERED, CallState.ANSWERED, call -> {
        answers(call, PHONE, at(5));
        call.connected(CallSide.CALLER, at(6));
    }),
    CONNECTED(10, CallState.CONNECTED, CallState.CONNECTED, call -> {
        answers(call, PHONE, at(5));
        bothConnect(call, at(6));
    }),
    ENDED(10, CallState.ENDED, CallState.ENDED, call -> {
        answers(call, PHONE, at(5));
        call.hangUp(CallSide.OWNER, at(7));
    }),
    REJECTED(10, CallState.REJECTED, CallState.REJECTED, call -> rejectsTheCall(call, PHONE, at(5))),
    CANCELLED(10, CallState.CANCELLED, CallState.CANCELLED, call -> call.cancel(at(5))),
    MISSED_UNSEEN(61, CallState.MISSED, CallState.RINGING, call -> call.settle(at(60))),
    MISSED_TOLD(121, CallState.MISSED, CallState.MISSED, call -> call.settle(at(120))),
    MISSED_GIVEN_UP(62, CallState.MISSED, CallState.CANCELLED, call -> call.cancel(at(61))),
    BUSY_UNSEEN(10, CallState.BUSY, CallState.RINGING, Situation::bothBusy),
    BUSY_TOLD(121, CallState.BUSY, CallState.MISSED, call -> {
        bothBusy(call);
        call.settle(at(120));
    }),
    BUSY_GIVEN_UP(10, CallState.BUSY, CallState.CANCELLED, call -> {
        bothBusy(call);
        call.cancel(at(8));
    }),
    NEVER_CONNECTED(36, CallState.FAILED, CallState.FAILED, call -> {
        answers(call, PHONE, at(5));
        call.settle(at(35));
    }),
    CLOSED_UNSEEN(10, CallState.FAILED, CallState.RINGING, call -> call.closeUnanswered(at(5))),
    CLOSED_TOLD(121, CallState.FAILED, CallState.MISSED, call -> {
        call.closeUnanswered(at(5));
        call.settle(at(120));
    }),
    CLOSED_GIVEN_UP(10, CallState.FAILED, CallState.CANCELLED, call -> {
        call.closeUnanswered(at(5));
        call.cancel(at(8));
    });

    private final Instant now;
    private final CallState owner;
    private final CallState caller;

    @SuppressWarnings("ImmutableEnumChecker") // none of the stories remembers anything
    private final Consumer<Call> story;

    Situation(long now, CallState owner, CallState caller, Consumer<Call> story) {
        this.now = at(now);
        this.owner = owner;
        this.caller = caller;
        this.story = story;
    }

    /** A call in this situation whose changes were told. */
    Call reached() {
        Call call = CallScene.ringing();
        story.accept(call);
        call.takeChanges();
        return call;
    }

    /** When the next thing happens. */
    Instant now() {
        return now;
    }

    /** What the owner sees. */
    CallState owner() {
        return owner;
    }

    /** What the caller sees. */
    CallState caller() {
        return caller;
    }

    private static void bothBusy(Call call) {
        isBusy(call, PHONE, at(5));
        isBusy(call, TABLET, at(6));
    }
}
