// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.IdempotencyRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets idempotency keys whose time is over. */
@Stateless
public class IdempotencyJanitor implements JanitorTask {
    @Inject
    IdempotencyRepository claims;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return claims.deleteExpired(clock.instant(), skipped, size);
    }
}
