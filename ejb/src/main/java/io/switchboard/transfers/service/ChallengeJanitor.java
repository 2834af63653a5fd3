// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.transfers.model.ChallengeRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets challenges that can be answered no more. */
@Stateless
public class ChallengeJanitor implements JanitorTask {
    @Inject
    ChallengeRepository challenges;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return challenges.deleteExpired(clock.instant(), skipped, size);
    }
}
