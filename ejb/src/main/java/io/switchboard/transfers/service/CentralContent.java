// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.QueryView;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That the central has what somebody sends by this private server.
 *
 * @param transfer its id at the central
 * @param delegated whether the central delivers it itself
 * @param found the terminal that was named there in place of an address; null where none was
 * @param challenge what the source has to answer there; null when it need not
 */
public record CentralContent(
        TransferId transfer,
        boolean delegated,
        @Nullable TerminalId found,
        @Nullable ChallengeView challenge) {
    static CentralContent of(QueryView view, @Nullable TerminalId found) {
        ChallengeView challenge = view.challenge();
        return new CentralContent(
                view.id(), view.delivers(), found, challenge == null ? null : challenge.of(view.server(), view.id()));
    }

    /** Whether it can be used: the source is known there to have it, or can prove it. */
    static boolean isUsable(QueryView view) {
        return view.content() == ContentState.STORED || view.challenge() != null;
    }

    /** Whether it is for these: who is at an address may have changed meanwhile. */
    boolean isFor(List<TerminalId> offered) {
        return found == null || offered.equals(List.of(found));
    }

    Relay relay() {
        return delegated ? Relay.DELEGATED : Relay.FETCHED;
    }

    boolean isProven() {
        return challenge == null;
    }
}
