// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.AttemptBudgetRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets attempts whose window is over. */
@Stateless
public class AttemptJanitor implements JanitorTask {
    @Inject
    AttemptBudgetRepository budgets;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return budgets.deleteExpired(clock.instant(), skipped, size);
    }
}
