// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.ApiClient;
import io.switchboard.accounts.model.Enterprise;
import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.ApiScope;
import io.switchboard.accounts.wire.CreateApiClientRequest;
import io.switchboard.accounts.wire.CreateEnterpriseRequest;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The administrator's work: enterprises and their API clients. Every method refuses everybody but the admin client. */
@Stateless
@Workflow
public class EnterpriseService {
    @Inject
    AccountRepository repository;

    @Inject
    ClientSecrets clientSecrets;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** Creates an enterprise. */
    public EnterpriseView create(Invocation invocation, CreateEnterpriseRequest request) {
        invocation.requireAdmin();
        Enterprise enterprise = new Enterprise(new EnterpriseId(ids.next()), request.name(), clock.instant());
        repository.add(enterprise);
        audit.record(
                invocation,
                enterprise.id(),
                "enterprise.create",
                enterprise.id().toString(),
                "done");
        return AccountViews.of(enterprise);
    }

    /**
     * The enterprises, newest first.
     *
     * @param prefix how their names begin, in whatever case; all when null
     */
    public Page<EnterpriseView> list(Invocation invocation, @Nullable String prefix, PageRequest page) {
        invocation.requireAdmin();
        return Pages.of(
                repository.enterprises(prefix, page.withOneMore()), page, e -> e.id().value(), AccountViews::of);
    }

    /**
     * One enterprise.
     *
     * @throws RefusedException {@code not-found}
     */
    public EnterpriseView get(Invocation invocation, EnterpriseId id) {
        invocation.requireAdmin();
        return AccountViews.of(existing(id));
    }

    /**
     * Creates an API client; its secret is in the answer and nowhere else.
     *
     * @throws RefusedException {@code not-found}
     */
    public ApiClientView createClient(Invocation invocation, EnterpriseId id, CreateApiClientRequest request) {
        invocation.requireAdmin();
        Enterprise enterprise = existing(id);
        Set<ApiScope> scopes =
                request.scopes() == null ? EnumSet.of(ApiScope.MANAGE, ApiScope.ACT) : EnumSet.copyOf(request.scopes());
        String secret = clientSecrets.next();
        ApiClient client = ApiClient.ofEnterprise(
                new ApiClientId(ids.next()),
                enterprise.id(),
                request.name(),
                scopes,
                clientSecrets.mac(secret),
                clock.instant());
        repository.add(client);
        audit.record(
                invocation, enterprise.id(), "api-client.create", client.id().toString(), "done");
        return AccountViews.of(client, clock.instant(), secret);
    }

    /**
     * The API clients of an enterprise, newest first, revoked ones too.
     *
     * @throws RefusedException {@code not-found}
     */
    public Page<ApiClientView> listClients(Invocation invocation, EnterpriseId id, PageRequest page) {
        invocation.requireAdmin();
        existing(id);
        Instant now = clock.instant();
        return Pages.of(
                repository.apiClients(id, page.withOneMore()),
                page,
                c -> c.id().value(),
                client -> AccountViews.of(client, now, null));
    }

    private Enterprise existing(EnterpriseId id) {
        return repository.enterprise(id).orElseThrow(RefusedException::notFound);
    }
}
