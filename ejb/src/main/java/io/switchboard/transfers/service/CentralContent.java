// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.QueryView;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferId;
import org.jspecify.annotations.Nullable;

/**
 * That the central has what somebody sends by this private server.
 *
 * @param transfer its id at the central
 * @param delegated whether the central delivers it itself
 * @param challenge what the source has to answer there; null when it need not
 */
public record CentralContent(
        TransferId transfer, boolean delegated, @Nullable ChallengeView challenge) {
    static CentralContent of(QueryView view) {
        ChallengeView challenge = view.challenge();
        return new CentralContent(
                view.id(), view.delivers(), challenge == null ? null : challenge.of(view.server(), view.id()));
    }

    /** Whether it can be used: the source is known there to have it, or can prove it. */
    static boolean isUsable(QueryView view) {
        return view.content() == ContentState.STORED || view.challenge() != null;
    }

    Relay relay() {
        return delegated ? Relay.DELEGATED : Relay.FETCHED;
    }

    boolean isProven() {
        return challenge == null;
    }
}
