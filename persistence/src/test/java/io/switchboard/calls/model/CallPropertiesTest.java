// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.LegState;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.TerminalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds of every call, whoever does what and when: tried on random lives, the same ones each time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallPropertiesTest {
    private static final int LIVES = 1500;
    private static final int LONGEST = 12;
    private static final Instant FOR_EVER = CallScene.at(1_000_000);

    /** What the owner's side may make of it, and by which change it is told. */
    private static final Map<CallChange, CallState> OWNERS = Map.ofEntries(
            Map.entry(CallChange.RINGING, CallState.RINGING),
            Map.entry(CallChange.ANSWERED, CallState.ANSWERED),
            Map.entry(CallChange.CONNECTED, CallState.CONNECTED),
            Map.entry(CallChange.ENDED, CallState.ENDED),
            Map.entry(CallChange.REJECTED, CallState.REJECTED),
            Map.entry(CallChange.CANCELLED, CallState.CANCELLED),
            Map.entry(CallChange.MISSED, CallState.MISSED),
            Map.entry(CallChange.BUSY, CallState.BUSY),
            Map.entry(CallChange.BUSY_SHOWN, CallState.BUSY),
            Map.entry(CallChange.FAILED, CallState.FAILED),
            Map.entry(CallChange.FAILED_UNSEEN, CallState.FAILED));

    private static final Set<CallState> UNSEEN = EnumSet.of(CallState.MISSED, CallState.BUSY, CallState.FAILED);

    /** Something that somebody does, allowed or not. */
    private record Step(CallAction action, Instant at) {}

    private List<List<Step>> lives = List.of();

    @BeforeAll
    void drawLives() {
        Random random = new Random(20261120);
        List<List<Step>> drawn = new ArrayList<>();
        for (int life = 0; life < LIVES; life++) {
            List<Step> steps = new ArrayList<>();
            Instant now = CallScene.PLACED;
            int length = 1 + random.nextInt(LONGEST);
            for (int step = 0; step < length; step++) {
                now = now.plusMillis(later(random));
                CallAction[] all = CallAction.values();
                steps.add(new Step(all[random.nextInt(all.length)], now));
            }
            drawn.add(steps);
        }
        lives = drawn;
    }

    /** Mostly a moment, sometimes long enough for a deadline, often exactly as long as one. */
    private static long later(Random random) {
        long[] exact = {0, 0, 5_000, 10_000, 30_000, 60_000};
        return random.nextBoolean() ? exact[random.nextInt(exact.length)] : random.nextInt(20_000);
    }

    /** Lives that miss a corner would prove nothing of it. */
    @Test
    void theLivesReachEveryStateOfBothSidesAndEveryChange() {
        Set<CallState> owners = new HashSet<>();
        Set<CallState> callers = new HashSet<>();
        Set<CallChange> changes = new HashSet<>();
        for (List<Step> life : lives) {
            Life lived = new Life();
            for (Step step : life) {
                lived.act(step);
                owners.add(lived.call.stateAt(step.at()));
                callers.add(lived.call.callerStateAt(step.at()));
            }
            changes.addAll(lived.call.takeChanges());
        }
        assertThat(owners).containsExactlyInAnyOrder(CallState.values());
        assertThat(callers).containsExactlyInAnyOrder(CallState.values());
        assertThat(changes).containsExactlyInAnyOrder(CallChange.values());
    }

    @Test
    void atMostOneLegAnswersAndOnlyWhenATerminalDid() {
        for (List<Step> life : lives) {
            Call call = lived(life);
            List<TerminalId> answered = call.legs().entrySet().stream()
                    .filter(leg -> leg.getValue() == LegState.ANSWERED)
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(answered)
                    .as("%s", life)
                    .isEqualTo(call.answeredBy().stream().toList());
        }
    }

    @Test
    void noLegRingsOnceTheCallDoesNot() {
        for (List<Step> life : lives) {
            Call call = lived(life);
            if (call.state() != CallState.RINGING) {
                assertThat(call.legs().values()).as("%s", life).doesNotContain(LegState.SENT, LegState.ACKNOWLEDGED);
            }
        }
    }

    @Test
    void readingAtAMomentShowsWhatSettlingThenWouldDo() {
        Random random = new Random(7);
        for (List<Step> life : lives) {
            Instant end = life.get(life.size() - 1).at();
            List<Instant> moments = new ArrayList<>(List.of(end, FOR_EVER, end.plusMillis(random.nextInt(130_000))));
            Instant due = CallScene.dueAt(lived(life));
            if (due != null && due.isAfter(end)) {
                moments.add(CallScene.justBefore(due));
                moments.add(due);
            }
            for (Instant moment : moments) {
                Call read = lived(life);
                Call settled = lived(life);
                settled.settle(moment);
                assertThat(read.stateAt(moment)).as("%s at %s", life, moment).isEqualTo(settled.state());
                assertThat(read.callerStateAt(moment))
                        .as("%s at %s", life, moment)
                        .isEqualTo(settled.callerStateAt(CallScene.PLACED));
            }
        }
    }

    @Test
    void theJanitorIsCalledExactlyWhenSomethingHappensByItself() {
        for (List<Step> life : lives) {
            Instant due = CallScene.dueAt(lived(life));
            if (due == null) {
                assertThat(settling(life, FOR_EVER)).as("%s, for ever", life).isEmpty();
            } else {
                assertThat(settling(life, CallScene.justBefore(due)))
                        .as("%s, before %s", life, due)
                        .isEmpty();
                assertThat(settling(life, due)).as("%s, at %s", life, due).isNotEmpty();
            }
        }
    }

    @Test
    void followingTheJanitorsCallsEndsEveryCallThatIsNotConnectedForBothSides() {
        for (List<Step> life : lives) {
            Call call = lived(life);
            int rounds = 0;
            for (Instant due = CallScene.dueAt(call); due != null; due = CallScene.dueAt(call)) {
                call.settle(due);
                assertThat(++rounds).as("%s", life).isLessThanOrEqualTo(3);
            }
            boolean over = call.state().isFinal()
                    && call.callerStateAt(CallScene.PLACED).isFinal();
            assertThat(over || call.state() == CallState.CONNECTED)
                    .as("%s", life)
                    .isTrue();
        }
    }

    @Test
    void theCallerNeverSeesAnEndThatWasUnseenBeforeItsTime() {
        for (List<Step> life : lives) {
            Life lived = new Life();
            for (Step step : life) {
                lived.act(step);
                Call call = lived.call;
                boolean unseen = UNSEEN.contains(call.stateAt(step.at()))
                        && call.answeredAt() == null
                        && !lived.said(CallAction.PHONE_SAYS_BUSY, CallAction.CLIENT_SAYS_BUSY);
                if (unseen) {
                    assertThat(call.callerStateAt(step.at()))
                            .as("%s at %s", life, step)
                            .isIn(allowedUnseen(step.at()));
                }
            }
        }
    }

    private static Set<CallState> allowedUnseen(Instant now) {
        return now.isBefore(CallScene.at(120))
                ? EnumSet.of(CallState.RINGING, CallState.CANCELLED)
                : EnumSet.of(CallState.MISSED, CallState.CANCELLED);
    }

    @Test
    void everySequenceOfChangesIsAWayThroughTheStateTable() {
        for (List<Step> life : lives) {
            Call call = lived(life);
            call.settle(FOR_EVER);
            List<CallChange> changes = call.takeChanges();
            CallState owner = null;
            boolean callerTold = false;
            for (CallChange change : changes) {
                CallState next = OWNERS.get(change);
                if (next == null) {
                    assertThat(callerTold)
                            .as("%s told twice: %s", life, changes)
                            .isFalse();
                    assertThat(owner).as("%s: %s", life, changes).isIn(UNSEEN);
                    callerTold = true;
                } else {
                    assertThat(mayFollow(owner, next))
                            .as("%s: %s", life, changes)
                            .isTrue();
                    owner = next;
                }
            }
            assertThat(owner).as("%s: %s", life, changes).isEqualTo(call.state());
        }
    }

    private static boolean mayFollow(@Nullable CallState before, CallState next) {
        return before == null ? next == CallState.RINGING : before.successors().contains(next);
    }

    private static Call lived(List<Step> life) {
        Life lived = new Life();
        life.forEach(lived::act);
        return lived.call;
    }

    private static List<CallChange> settling(List<Step> life, Instant now) {
        Call call = lived(life);
        call.takeChanges();
        call.settle(now);
        return call.takeChanges();
    }

    /** A call to which things happen as they do in transactions: what is refused leaves nothing behind. */
    private static final class Life {
        private final List<Step> committed = new ArrayList<>();
        private Call call = CallScene.placed(CallScene.TIMES, CallScene.PHONE, CallScene.TABLET);

        boolean said(CallAction... any) {
            return committed.stream().anyMatch(step -> List.of(any).contains(step.action()));
        }

        void act(Step step) {
            try {
                step.action().on(call, step.at());
                committed.add(step);
            } catch (RefusedException e) {
                call = CallScene.placed(CallScene.TIMES, CallScene.PHONE, CallScene.TABLET);
                committed.forEach(done -> done.action().on(call, done.at()));
            }
        }
    }
}
