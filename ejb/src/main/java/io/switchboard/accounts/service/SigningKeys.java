// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.switchboard.accounts.model.CredentialRepository;
import io.switchboard.accounts.model.SigningKey;
import io.switchboard.shared.model.InstallationRepository;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Secrets;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys that sign access tokens, as this node knows them; the database has the truth. A key that another node has made is read when
 * a token names it.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class SigningKeys {
    private static final String PURPOSE = "signing-key";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Inject
    CredentialRepository repository;

    @Inject
    InstallationRepository installation;

    @Inject
    Secrets secrets;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    private volatile List<ECKey> keys = List.of();
    private volatile Instant looked = Instant.EPOCH;

    /** Reads all keys; makes the first one, on one of the nodes that start at once. */
    public void load() {
        installation.lock();
        List<SigningKey> stored = repository.signingKeys();
        keys = stored.isEmpty()
                ? List.of(create())
                : stored.stream().map(this::unwrap).toList();
    }

    /** The key that signs now. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public ECKey current() {
        return keys.get(0);
    }

    /** The key of this id; one that this node does not know is looked for in the database, at most once a second. */
    public Optional<ECKey> find(String keyId) {
        Optional<ECKey> known = known(keyId);
        Instant now = clock.instant();
        if (known.isPresent() || now.isBefore(looked.plus(PAUSE))) {
            return known;
        }
        looked = now;
        keys = repository.signingKeys().stream().map(this::unwrap).toList();
        return known(keyId);
    }

    private Optional<ECKey> known(String keyId) {
        return keys.stream().filter(key -> keyId.equals(key.getKeyID())).findFirst();
    }

    /** The public halves (RFC 7517). */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public String publicJwks() {
        return new JWKSet(keys.stream()
                        .map(key -> (com.nimbusds.jose.jwk.JWK) key.toPublicJWK())
                        .toList())
                .toString();
    }

    private ECKey create() {
        UUID id = ids.next();
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(id.toString())
                    .keyUse(com.nimbusds.jose.jwk.KeyUse.SIGNATURE)
                    .algorithm(com.nimbusds.jose.JWSAlgorithm.ES256)
                    .generate();
            repository.add(new SigningKey(id, secrets.wrap(PURPOSE, id, key.toJSONString()), clock.instant()));
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is missing", e);
        }
    }

    private ECKey unwrap(SigningKey stored) {
        try {
            return ECKey.parse(secrets.unwrap(PURPOSE, stored.id(), stored.jwkWrapped()));
        } catch (ParseException e) {
            throw new IllegalStateException("a signing key cannot be read", e);
        }
    }
}
