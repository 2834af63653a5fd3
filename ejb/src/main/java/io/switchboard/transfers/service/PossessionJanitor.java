// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.JanitorTask;
import io.switchboard.transfers.model.ContentRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets who has had what, after its time. */
@Stateless
public class PossessionJanitor implements JanitorTask {
    @Inject
    ContentRepository contents;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return contents.forgetPossessions(clock.instant(), skipped, size);
    }
}
