// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.CredentialRepository;
import io.switchboard.accounts.model.SigningKey;
import io.switchboard.shared.model.InstallationRepository;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Makes the next signing key when the present one is old, once for all nodes, and forgets those whose last token is over. */
@Stateless
@Workflow
public class SigningKeyJanitor implements JanitorTask {
    @Inject
    SigningKeys keys;

    @Inject
    CredentialRepository repository;

    @Inject
    InstallationRepository installation;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        if (keys.isNextDue()) {
            installation.lock();
            // Another node may have made it while this one waited for the lock.
            keys.refresh();
            if (keys.isNextDue()) {
                SigningKey next = keys.makeNext();
                audit.record(
                        Invocation.ofServer(),
                        null,
                        "signing-key.create",
                        next.id().toString(),
                        "done");
            }
        }
        return repository.deleteExpiredSigningKeys(clock.instant(), skipped, size);
    }
}
