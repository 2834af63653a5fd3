// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.ApiClient;
import io.switchboard.accounts.model.SecretUse;
import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.wire.ApiClientRole;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.ApiClientId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Issues access tokens: the grant {@code client_credentials} of RFC 6749 for API clients with {@code client_secret_basic}, for
 * terminals with {@code private_key_jwt} (RFC 7523). Tokens are JWTs (RFC 9068) signed with ES256.
 */
@Stateless
@Workflow
public class TokenService {
    private static final String TERMINAL_SCOPE = "terminal";

    /** Of a token that a one-time secret has given. */
    static final String REPLACEMENT_SCOPE = "secret-replacement";

    /** Every scope that a token may have. */
    public static final List<String> SCOPES =
            List.of("act", "admin", "federate", "manage", REPLACEMENT_SCOPE, TERMINAL_SCOPE);

    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    @Inject
    AccountRepository accounts;

    @Inject
    ClientAssertions assertions;

    @Inject
    ClientSecrets clientSecrets;

    @Inject
    SigningKeys keys;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** A token for an API client; empty when there is no such client or the secret is wrong, in the same time. */
    public Optional<AccessToken> forSecret(ApiClientId id, String secret) {
        byte[] mac = clientSecrets.mac(secret);
        return accounts.apiClient(id)
                .flatMap(client -> client.use(mac, clock.instant()).map(use -> scope(client, use)))
                .map(scope -> issue("api-client:" + id, id.toString(), scope));
    }

    /** A token for a terminal; empty when its assertion does not hold or was used before. */
    public Optional<AccessToken> forAssertion(String assertion) {
        return assertions.redeem(assertion).map(this::forTerminal);
    }

    private AccessToken forTerminal(Terminal terminal) {
        return issue("terminal:" + terminal.id(), terminal.id().toString(), TERMINAL_SCOPE);
    }

    private static String scope(ApiClient client, SecretUse use) {
        if (use == SecretUse.REPLACEMENT) {
            return REPLACEMENT_SCOPE;
        }
        return client.role() == ApiClientRole.ADMIN
                ? "admin"
                : client.scopes().stream().map(Object::toString).sorted().collect(Collectors.joining(" "));
    }

    private AccessToken issue(String subject, String clientId, String scope) {
        Duration lifetime = settings.get(SettingKey.TOKEN_LIFETIME);
        String issuer = settings.get(SettingKey.PUBLIC_URL).toString();
        Instant now = clock.instant();
        SigningKeys.Key key = keys.current();
        Instant end = now.plus(lifetime).isAfter(key.end()) ? key.end() : now.plus(lifetime);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(TYPE)
                        .keyID(key.jwk().getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(issuer)
                        .subject(subject)
                        .claim("client_id", clientId)
                        .claim("scope", scope)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(end))
                        .jwtID(ids.next().toString())
                        .build());
        try {
            token.sign(new ECDSASigner(key.jwk()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return new AccessToken(token.serialize(), Duration.between(now, end), scope);
    }
}
