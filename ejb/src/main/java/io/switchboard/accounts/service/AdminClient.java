// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.ApiClient;
import io.switchboard.shared.model.InstallationRepository;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.ServerConsole;
import io.switchboard.shared.service.StartTask;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.ApiClientId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Makes the administrator's API client at the very first start, and prints its secret to the console, once; of nodes that start at once, one does. */
@Stateless
@Workflow
public class AdminClient implements StartTask {
    @Inject
    AccountRepository repository;

    @Inject
    InstallationRepository installation;

    @Inject
    ClientSecrets clientSecrets;

    @Inject
    AuditLog audit;

    @Inject
    ServerConsole console;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Override
    public void start() {
        installation.lock();
        if (repository.hasAdmin()) {
            return;
        }
        String secret = clientSecrets.next();
        ApiClient admin = ApiClient.admin(new ApiClientId(ids.next()), clientSecrets.mac(secret), clock.instant());
        repository.add(admin);
        audit.record(
                Invocation.ofServer(), null, "api-client.create", admin.id().toString(), "done");
        console.print(
                "",
                "This is the first start. Keep these; the secret is shown only now and is kept nowhere:",
                "Admin client id: " + admin.id(),
                "Admin client secret: " + secret,
                "");
    }
}
