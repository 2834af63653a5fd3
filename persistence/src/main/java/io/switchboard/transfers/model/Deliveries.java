// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.DeliveryState;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The deliveries of one transfer, one for each terminal that it is offered to: a view of the transfer's own rows, which the transfer alone
 * moves.
 *
 * @param states by terminal
 */
record Deliveries(Map<UUID, DeliveryState> states) {
    /**
     * The delivery to a terminal.
     *
     * @throws RefusedException {@code forbidden} when it is not offered to it
     */
    DeliveryState of(TerminalId terminal) {
        DeliveryState state = states.get(terminal.value());
        if (state == null) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, "The transfer is not offered to this terminal");
        }
        return state;
    }

    /**
     * Moves one.
     *
     * @throws RefusedException {@code illegal-move} when its state does not allow it; {@code forbidden}
     */
    void move(TerminalId terminal, DeliveryState next) {
        DeliveryState present = of(terminal);
        if (!present.successors().contains(next)) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, present, present.successors());
        }
        states.put(terminal.value(), next);
    }

    /** Ends all that are not over in this state. */
    void end(DeliveryState last) {
        List.copyOf(states.keySet()).stream()
                .map(TerminalId::new)
                .filter(terminal -> !of(terminal).isFinal())
                .forEach(terminal -> move(terminal, last));
    }

    /** Whether nothing can happen to any of them any more. Not where there is none: somebody may come yet. */
    boolean areOver() {
        return !states.isEmpty() && states.values().stream().allMatch(DeliveryState::isFinal);
    }

    boolean contain(DeliveryState state) {
        return states.containsValue(state);
    }

    /** In the order of their terminals. */
    SortedMap<TerminalId, DeliveryState> byTerminal() {
        SortedMap<TerminalId, DeliveryState> sorted = new TreeMap<>();
        states.forEach((terminal, state) -> sorted.put(new TerminalId(terminal), state));
        return sorted;
    }
}
