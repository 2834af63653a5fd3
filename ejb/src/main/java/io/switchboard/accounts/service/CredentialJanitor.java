// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.CredentialRepository;
import io.switchboard.shared.service.JanitorTask;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets client assertions that can no longer be valid. */
@Stateless
public class CredentialJanitor implements JanitorTask {
    @Inject
    CredentialRepository credentials;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return credentials.deleteExpiredAssertions(clock.instant(), skipped, size);
    }
}
