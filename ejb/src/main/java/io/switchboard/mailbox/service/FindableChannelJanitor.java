// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.FindableChannelRepository;
import io.switchboard.shared.service.JanitorTask;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Forgets from where channels were opened whose node has ended without a word. */
@Stateless
public class FindableChannelJanitor implements JanitorTask {
    /** A node that could not say for a while that its channels are open finds their rows again. */
    private static final Duration AFTER = Duration.ofHours(1);

    @Inject
    FindableChannelRepository repository;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return repository.deleteExpired(clock.instant().minus(AFTER), skipped, size);
    }
}
