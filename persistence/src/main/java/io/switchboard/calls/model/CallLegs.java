// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.LegState;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The legs of one call, one for each of the owner's terminals that were rung: a view of the call's own rows, which the call alone moves.
 *
 * @param states by terminal
 */
record CallLegs(Map<UUID, LegState> states) {
    /**
     * The leg of a terminal.
     *
     * @throws RefusedException {@code forbidden} when it was not rung
     */
    LegState of(TerminalId terminal) {
        LegState leg = states.get(terminal.value());
        if (leg == null) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, "This terminal was not rung");
        }
        return leg;
    }

    /**
     * Moves one leg.
     *
     * @throws RefusedException {@code illegal-move} when its state does not allow it
     */
    void move(TerminalId terminal, LegState next) {
        LegState present = states.get(terminal.value());
        if (present == null || !present.successors().contains(next)) {
            throw RefusedException.move(
                    SharedRefusal.ILLEGAL_MOVE,
                    present == null ? "none" : present,
                    present == null ? List.of() : present.successors());
        }
        states.put(terminal.value(), next);
    }

    /** Moves one leg if it is not over. */
    void moveUnlessFinal(TerminalId terminal, LegState next) {
        if (!isOver(states.get(terminal.value()))) {
            move(terminal, next);
        }
    }

    /** Ends every leg that is not over in this state. */
    void stop(LegState last) {
        List.copyOf(states.keySet()).forEach(terminal -> moveUnlessFinal(new TerminalId(terminal), last));
    }

    /** Whether all that is left is busy; what was stopped is not there any more. */
    boolean areAllBusy() {
        return states.containsValue(LegState.BUSY)
                && states.values().stream().allMatch(leg -> leg == LegState.BUSY || leg == LegState.STOPPED);
    }

    /** Whether no terminal rings any more and one has said no. */
    boolean areAllRejected() {
        return states.containsValue(LegState.REJECTED)
                && states.values().stream().allMatch(CallLegs::isOver);
    }

    /** In the order of their terminals. */
    SortedMap<TerminalId, LegState> byTerminal() {
        SortedMap<TerminalId, LegState> sorted = new TreeMap<>();
        states.forEach((terminal, leg) -> sorted.put(new TerminalId(terminal), leg));
        return sorted;
    }

    private static boolean isOver(@Nullable LegState leg) {
        return leg == null || leg.successors().isEmpty();
    }
}
