// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.shared.service.JanitorTask;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Forgets enrolments a day after their code has expired: so long a terminal may repeat an enrolment whose answer it has lost. */
@Stateless
public class EnrolmentJanitor implements JanitorTask {
    private static final Duration REPEATABLE = Duration.ofDays(1);

    @Inject
    AccountRepository accounts;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return accounts.deleteExpiredEnrolments(clock.instant().minus(REPEATABLE), skipped, size);
    }
}
