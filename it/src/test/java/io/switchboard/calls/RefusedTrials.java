// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import io.switchboard.harness.Condition;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Trials of one caller that are refused, by why: every cause that there is, each at an identifier of its own. */
final class RefusedTrials {
    /** What all others are compared with. */
    static final String UNKNOWN = "unknown";

    private static final Duration FAR = Duration.ofDays(10);

    private final Map<String, Supplier<Reply>> trials = new LinkedHashMap<>();
    private final Terminal caller;

    private RefusedTrials(Terminal caller) {
        this.caller = caller;
    }

    /** The first is {@link #UNKNOWN}; they stay refused for some days. */
    static Map<String, Supplier<Reply>> of(ServerUnderTest server, Terminal owner, Terminal caller) {
        RefusedTrials all = new RefusedTrials(caller);
        all.trials.put(UNKNOWN, () -> caller.triesToDial(Identifier.unknownCode()));
        all.ofPins(owner);
        Identifier blocking = owner.issuesIdentifier();
        owner.blocks(blocking, caller.dials(blocking));
        all.add("blocked", blocking);
        Identifier revoked = owner.issuesIdentifier();
        owner.revokes(revoked);
        all.add("revoked", revoked);
        Identifier paused = owner.issuesIdentifier();
        owner.pauses(paused);
        all.add("paused", paused);
        Identifier exhausted = owner.issuesIdentifier(Condition.maxCalls(1));
        caller.dials(exhausted);
        all.add("exhausted", exhausted);
        all.ofTimes(server, owner);
        all.ofLists(owner);
        all.add("the caller's own", caller.issuesIdentifier());
        return all.trials;
    }

    private void ofPins(Terminal owner) {
        Identifier guarded = owner.issuesIdentifier(Condition.pin("482913"));
        trials.put("a wrong PIN", () -> caller.triesToDial(guarded, "482914"));
        add("without its PIN", owner.issuesIdentifier(Condition.pin("482913")));
    }

    private void ofTimes(ServerUnderTest server, Terminal owner) {
        Identifier expired = owner.issuesIdentifier(Condition.validFor(Duration.ofSeconds(1)));
        server.passes(Duration.ofSeconds(2));
        add("expired", expired);
        add(
                "not yet valid",
                owner.issuesIdentifier(
                        Condition.notBefore(server.now().plus(FAR)), Condition.validFor(Duration.ofHours(1))));
        add("outside of its hours", owner.issuesIdentifier(Condition.closedAt(server.now())));
    }

    private void ofLists(Terminal owner) {
        Identifier chosen = owner.issuesIdentifier(Condition.allowCallers(owner.account()));
        trials.put("not allowed, and disclosing", () -> caller.triesToDialOpenly(chosen));
        add("not allowed", owner.issuesIdentifier(Condition.allowCallers(owner.account())));
        add("allowed, and not disclosing", owner.issuesIdentifier(Condition.allowCallers(caller.account())));
    }

    private void add(String cause, Identifier identifier) {
        trials.put(cause, () -> caller.triesToDial(identifier.code()));
    }
}
