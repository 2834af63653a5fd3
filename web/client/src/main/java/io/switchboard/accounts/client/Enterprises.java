// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.CreateApiClientRequest;
import io.switchboard.accounts.wire.CreateEnterpriseRequest;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.accounts.wire.RotateSecretRequest;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import java.util.Optional;

/** The enterprises of a server and their API clients; for the administrator's API client. */
public final class Enterprises {
    private static final ApiPath ENTERPRISES = ApiPath.of("enterprises");

    private final Session session;

    private Enterprises(Session session) {
        this.session = session;
    }

    /** With the administrator's session. */
    public static Enterprises of(ApiSession admin) {
        return new Enterprises(admin.session());
    }

    /** Creates an enterprise. */
    public EnterpriseView create(CreateEnterpriseRequest request) {
        return session.post(ENTERPRISES, Optional.of(request), EnterpriseView.class);
    }

    /** Creates an enterprise, once for this key. */
    public EnterpriseView create(CreateEnterpriseRequest request, IdempotencyKey key) {
        return session.post(ENTERPRISES, Optional.of(request), EnterpriseView.class, key);
    }

    /** All of them, newest first. */
    public Listing<EnterpriseView> list() {
        return list(Optional.empty());
    }

    /**
     * Some of them, newest first.
     *
     * @param prefix how their names begin, in whatever case
     */
    public Listing<EnterpriseView> list(Optional<String> prefix) {
        return session.list(ENTERPRISES.with("name", prefix), EnterpriseView.class);
    }

    /** Reads one. */
    public EnterpriseView get(EnterpriseId id) {
        return session.get(ENTERPRISES.slash(id), EnterpriseView.class);
    }

    /** Creates an API client of an enterprise. The answer has its secret, this one time. */
    public ApiClientView createApiClient(EnterpriseId enterprise, CreateApiClientRequest request) {
        return session.post(apiClients(enterprise), Optional.of(request), ApiClientView.class);
    }

    /** Creates an API client of an enterprise, once for this key. */
    public ApiClientView createApiClient(EnterpriseId enterprise, CreateApiClientRequest request, IdempotencyKey key) {
        return session.post(apiClients(enterprise), Optional.of(request), ApiClientView.class, key);
    }

    /** The API clients of an enterprise, without their secrets. */
    public Listing<ApiClientView> apiClientsOf(EnterpriseId enterprise) {
        return session.list(apiClients(enterprise), ApiClientView.class);
    }

    /** Gives an API client of an enterprise a new secret. The answer has it, this one time. */
    public ApiClientView rotateSecret(EnterpriseId enterprise, ApiClientId client, RotateSecretRequest request) {
        return session.post(rotation(enterprise, client), Optional.of(request), ApiClientView.class);
    }

    /** The same, once for this key. */
    public ApiClientView rotateSecret(
            EnterpriseId enterprise, ApiClientId client, RotateSecretRequest request, IdempotencyKey key) {
        return session.post(rotation(enterprise, client), Optional.of(request), ApiClientView.class, key);
    }

    /** Ends an API client of an enterprise for good, with its secrets and tokens. */
    public void revokeApiClient(EnterpriseId enterprise, ApiClientId client) {
        session.delete(apiClients(enterprise).slash(client));
    }

    private static ApiPath rotation(EnterpriseId enterprise, ApiClientId client) {
        return apiClients(enterprise).slash(client).slash("secret-rotation");
    }

    private static ApiPath apiClients(EnterpriseId enterprise) {
        return ENTERPRISES.slash(enterprise).slash("api-clients");
    }
}
