// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.ApiClient;
import io.switchboard.shared.model.InstallationRepository;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.ServerConsole;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.StartTask;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.ApiClientId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Makes the administrator's API client at the very first start, and prints its one-time secret to the console, once; of nodes that start
 * at once, one does. A later start gives it a new one-time secret when the setting asks for it: the way back in for whoever has lost it,
 * who must be able to start the server.
 */
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
    Settings settings;

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
        Optional<ApiClient> present = repository.lockAdmin();
        if (present.isEmpty()) {
            first();
        } else if (settings.get(SettingKey.NEW_ADMIN_SECRET)) {
            anew(present.get());
        }
    }

    private void first() {
        String secret = clientSecrets.next();
        ApiClient admin = ApiClient.admin(new ApiClientId(ids.next()), clientSecrets.mac(secret), clock.instant());
        repository.add(admin);
        audit.record(
                Invocation.ofServer(), null, "api-client.create", admin.id().toString(), "done");
        print(
                "This is the first start. Log in with these (switchboard admin login), which replaces the secret; it"
                        + " is shown only now, kept nowhere, and good for nothing else:",
                admin,
                secret);
    }

    private void anew(ApiClient admin) {
        String secret = clientSecrets.next();
        admin.startAnew(clientSecrets.mac(secret), clock.instant());
        audit.record(
                Invocation.ofServer(),
                null,
                "api-client.rotate-secret",
                admin.id().toString(),
                "done");
        print(
                "The administrator has a new secret, as " + SettingKey.NEW_ADMIN_SECRET.name()
                        + " asks for: take that setting away, and log in with these (switchboard admin login), which"
                        + " replaces the secret; it is shown only now, kept nowhere, and good for nothing else:",
                admin,
                secret);
    }

    private void print(String why, ApiClient admin, String secret) {
        console.print("", why, "Admin client id: " + admin.id(), "Admin client secret: " + secret, "");
    }
}
