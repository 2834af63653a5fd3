// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jwt.JWTClaimsSet;
import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.ApiClient;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.accounts.wire.AccountState;
import io.switchboard.accounts.wire.ApiClientRole;
import io.switchboard.accounts.wire.ApiClientState;
import io.switchboard.accounts.wire.ApiScope;
import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is behind an access token, now: a token of a revoked terminal or API client is no longer worth anything. It only reads, a row or
 * two, each as it is committed at that moment: a transaction of its own would give it nothing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Authenticator {
    private static final String TERMINAL = "terminal:";
    private static final String API_CLIENT = "api-client:";

    @Inject
    AccountRepository accounts;

    @Inject
    TerminalRepository terminals;

    @Inject
    SigningKeys keys;

    @Inject
    VerifiedTokens tokens;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Who it is. One statement, two for an API client that acts for an account.
     *
     * @param actingFor the account that an API client asks to act for
     * @return empty when the token does not hold
     * @throws RefusedException {@code forbidden} when the caller may act for no account; {@code not-found} when there is no such account
     */
    public Optional<Actor> authenticate(String token, @Nullable AccountId actingFor) {
        return claims(token).flatMap(claims -> {
            String subject = claims.getSubject();
            if (subject.startsWith(TERMINAL)) {
                return terminal(new TerminalId(subject.substring(TERMINAL.length())), actingFor);
            }
            return accounts.apiClient(new ApiClientId(subject.substring(API_CLIENT.length())))
                    .filter(client -> client.state() == ApiClientState.ACTIVE
                            && client.honoursTokenOf(claims.getIssueTime().toInstant()))
                    .map(client -> client(client, claims, actingFor));
        });
    }

    /**
     * Whether somebody who was authenticated before still would be, with the token of then if that had not expired: of each time when that
     * was. One statement, two for an API client that acts for an account.
     */
    public Predicate<Instant> standing(Actor actor) {
        if (actor instanceof Actor.Device device) {
            boolean active = device(device.terminal()).isPresent();
            return since -> active;
        }
        if (actor instanceof Actor.Client acting && isThere(acting)) {
            return standing(acting.client());
        }
        if (actor instanceof Actor.Relay relay) {
            return relay.client().map(this::standing).orElse(since -> true);
        }
        return since -> false;
    }

    private Predicate<Instant> standing(ApiClientId id) {
        return accounts.apiClient(id)
                .filter(client -> client.state() == ApiClientState.ACTIVE)
                .<Predicate<Instant>>map(client -> client::honoursTokenOf)
                .orElse(since -> false);
    }

    private boolean isThere(Actor.Client acting) {
        return acting.actingFor()
                .map(id -> accounts.account(acting.enterprise(), id)
                        .filter(account -> account.state() == AccountState.ACTIVE)
                        .isPresent())
                .orElse(true);
    }

    /** The terminal, when it is in use: for channels, which are opened with a ticket. */
    public Optional<Actor.Device> device(TerminalId id) {
        return terminals
                .terminal(id)
                .filter(terminal -> terminal.state() == TerminalState.ACTIVE)
                .map(terminal -> new Actor.Device(id, terminal.account(), terminal.enterprise()));
    }

    private Optional<Actor> terminal(TerminalId id, @Nullable AccountId actingFor) {
        Optional<Actor.Device> device = device(id);
        if (device.isPresent()
                && actingFor != null
                && !actingFor.equals(device.get().account())) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, "A terminal acts for its own account only");
        }
        return device.map(found -> found);
    }

    private Actor client(ApiClient client, JWTClaimsSet claims, @Nullable AccountId actingFor) {
        return TokenService.REPLACEMENT_SCOPE.equals(claims.getClaim("scope"))
                ? new Actor.Newcomer(client.id())
                : client(client, actingFor);
    }

    private Actor client(ApiClient client, @Nullable AccountId actingFor) {
        if (client.role() == ApiClientRole.ADMIN) {
            if (actingFor != null) {
                throw RefusedException.of(SharedRefusal.FORBIDDEN, "The admin client acts for no account");
            }
            return new Actor.Admin(client.id());
        }
        var enterprise = client.enterprise().orElseThrow();
        if (actingFor != null) {
            if (!client.scopes().contains(ApiScope.ACT)) {
                throw RefusedException.of(SharedRefusal.FORBIDDEN, "Acting for an account needs the scope act");
            }
            if (accounts.account(enterprise, actingFor)
                    .filter(account -> account.state() == AccountState.ACTIVE)
                    .isEmpty()) {
                throw RefusedException.of(SharedRefusal.NOT_FOUND, "There is no such account to act for");
            }
        }
        return new Actor.Client(
                client.id(),
                enterprise,
                client.scopes().contains(ApiScope.MANAGE),
                client.scopes().contains(ApiScope.FEDERATE),
                Optional.ofNullable(actingFor));
    }

    private Optional<JWTClaimsSet> claims(String token) {
        return tokens.claims(token, keys::find).filter(this::holds);
    }

    private boolean holds(JWTClaimsSet claims) {
        String issuer = settings.get(SettingKey.PUBLIC_URL).toString();
        return issuer.equals(claims.getIssuer())
                && claims.getAudience().equals(List.of(issuer))
                && claims.getExpirationTime() != null
                && claims.getExpirationTime().toInstant().isAfter(clock.instant())
                && claims.getIssueTime() != null
                && claims.getSubject() != null;
    }
}
