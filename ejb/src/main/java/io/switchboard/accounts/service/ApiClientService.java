// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.ApiClient;
import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.RotateSecretRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Rotates the secrets of API clients, and revokes API clients. */
@Stateless
@Workflow
public class ApiClientService {
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    @Inject
    AccountRepository repository;

    @Inject
    ClientSecrets clientSecrets;

    @Inject
    Settings settings;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * Gives an enterprise's API client a new secret, which is in the answer and nowhere else. Only the administrator may.
     *
     * @throws RefusedException {@code not-found}; {@code illegal-move} when it is revoked; {@code invalid-request} for an overlap that
     *     is too long or negative
     */
    public ApiClientView rotateSecret(
            Invocation invocation, EnterpriseId enterprise, ApiClientId id, RotateSecretRequest request) {
        invocation.requireAdmin();
        return rotate(invocation, locked(enterprise, id), request);
    }

    /**
     * Gives the API client that asks a new secret, which is in the answer and nowhere else. A one-time secret is replaced once: whoever
     * has it afterwards is told the answer again with the same idempotency key, and gets no other.
     *
     * @throws RefusedException {@code forbidden} when a terminal asks, or the one-time secret was replaced before; {@code unauthenticated}
     *     when the client was revoked meanwhile; {@code invalid-request} for an overlap that is too long or negative
     */
    public ApiClientView rotateOwnSecret(Invocation invocation, RotateSecretRequest request) {
        ApiClient client = repository
                .lockApiClient(self(invocation.actor()))
                .filter(found -> found.revokedAt().isEmpty())
                .orElseThrow(() -> RefusedException.of(SharedRefusal.UNAUTHENTICATED));
        if (invocation.actor() instanceof Actor.Newcomer && !client.mustReplaceSecret()) {
            throw RefusedException.of(
                    SharedRefusal.FORBIDDEN,
                    "The one-time secret was replaced before. Use the secret that replaced it; if that is lost, start"
                            + " the server once with SWITCHBOARD_NEW_ADMIN_SECRET=true");
        }
        return rotate(invocation, client, request);
    }

    /**
     * Ends an enterprise's API client for good: its secrets and its tokens end at once. Again is harmless. Only the administrator may.
     *
     * @throws RefusedException {@code not-found}
     */
    public void revoke(Invocation invocation, EnterpriseId enterprise, ApiClientId id) {
        invocation.requireAdmin();
        if (locked(enterprise, id).revoke(clock.instant())) {
            audit.record(invocation, enterprise, "api-client.revoke", id.toString(), "done");
        }
    }

    private ApiClientView rotate(Invocation invocation, ApiClient client, RotateSecretRequest request) {
        Instant now = clock.instant();
        String secret = clientSecrets.next();
        client.rotate(clientSecrets.mac(secret), overlap(request), now);
        audit.record(
                invocation,
                client.enterprise().orElse(null),
                "api-client.rotate-secret",
                client.id().toString(),
                "done");
        return AccountViews.of(client, now, secret);
    }

    private Duration overlap(RotateSecretRequest request) {
        Duration asked = request.overlap();
        if (asked == null) {
            return settings.get(SettingKey.SECRET_OVERLAP);
        }
        if (asked.isNegative() || asked.compareTo(LONGEST_OVERLAP) > 0) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, "/overlap", "must be a duration from PT0S to PT2160H (90 days)");
        }
        return asked;
    }

    private ApiClient locked(EnterpriseId enterprise, ApiClientId id) {
        return repository.lockApiClient(enterprise, id).orElseThrow(RefusedException::notFound);
    }

    private static ApiClientId self(Actor actor) {
        if (actor instanceof Actor.Admin admin) {
            return admin.client();
        }
        if (actor instanceof Actor.Newcomer newcomer) {
            return newcomer.client();
        }
        if (actor instanceof Actor.Client client) {
            return client.client();
        }
        throw RefusedException.of(SharedRefusal.FORBIDDEN, "This needs an API client");
    }
}
