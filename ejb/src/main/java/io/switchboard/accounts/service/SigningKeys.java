// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.switchboard.accounts.model.CredentialRepository;
import io.switchboard.accounts.model.SigningKey;
import io.switchboard.accounts.wire.SigningKeyId;
import io.switchboard.shared.model.InstallationRepository;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Secrets;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys that sign access tokens, as this node knows them; the database has the truth. What this node knows is read anew when it is
 * older than half the JWKS' cache time, half a minute at most, so that it has heard of a key long before that key signs; when a token names
 * a key that it does not know, at most once a second; and when this node itself has changed the keys.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class SigningKeys {
    private static final String PURPOSE = "signing-key";

    /** Clocks of nodes may differ by a second. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    @Inject
    CredentialRepository repository;

    @Inject
    InstallationRepository installation;

    @Inject
    Secrets secrets;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    KnownSigningKeys known;

    @Inject
    Event<SigningKeysChanged> changed;

    /**
     * A key in use.
     *
     * @param end no token of it may last longer
     */
    public record Key(ECKey jwk, Instant signsFrom, Instant end) {}

    /** Reads all keys; makes the first one, on one of the nodes that start at once. */
    public void load() {
        installation.lock();
        if (repository.signingKeys().isEmpty()) {
            Instant now = clock.instant();
            repository.add(create(now, now));
        }
        refresh();
    }

    /**
     * Makes the key that is to follow the present ones, in the caller's transaction. It signs when every node knows it and whoever
     * verifies has had the time to read it; the present ones verify until their last token is over.
     */
    public SigningKey makeNext() {
        installation.lock();
        Instant now = clock.instant();
        Instant signsFrom = now.plus(known.lead());
        Instant end = signsFrom.plus(SKEW).plus(settings.get(SettingKey.TOKEN_LIFETIME));
        repository.signingKeys().forEach(present -> present.followedUntil(end));
        SigningKey next = create(now, signsFrom);
        repository.add(next);
        changed.fire(new SigningKeysChanged());
        return next;
    }

    /**
     * Takes a key away, in the caller's transaction. Another one signs from now on if it was the one that signs, or one that was to; those
     * that were to sign later go with it, because nobody has a token of them.
     *
     * @return false when there is none of this id
     */
    public boolean revoke(SigningKeyId id) {
        installation.lock();
        Instant now = clock.instant();
        List<SigningKey> present = repository.signingKeys();
        Optional<SigningKey> revoked =
                present.stream().filter(key -> key.id().equals(id)).findFirst();
        revoked.ifPresent(key -> {
            repository.remove(key);
            changed.fire(new SigningKeysChanged());
        });
        Optional<SigningKey> signer =
                present.stream().filter(key -> !key.signsFrom().isAfter(now)).findFirst();
        boolean hasSigned = signer.isPresent()
                && revoked.filter(key -> key.signsFrom().isBefore(signer.get().signsFrom()))
                        .isPresent();
        if (revoked.isPresent() && !hasSigned) {
            Instant end = now.plus(SKEW).plus(settings.get(SettingKey.TOKEN_LIFETIME));
            present.stream().filter(other -> !other.id().equals(id)).forEach(other -> {
                if (other.signsFrom().isAfter(now)) {
                    repository.remove(other);
                } else {
                    other.followedUntil(end);
                }
            });
            repository.add(create(now, now));
        }
        return revoked.isPresent();
    }

    /** Whether the key that signs last will have signed for long enough when another one could take over. As this node knows it. */
    public boolean isNextDue() {
        Instant last = fresh().get(0).signsFrom();
        return !clock.instant().plus(known.lead()).isBefore(last.plus(settings.get(SettingKey.SIGNING_KEY_AGE)));
    }

    /** Reads all keys anew, for who holds the installation's lock and must know what others have made before. */
    public void refresh() {
        known.read(this::stored);
    }

    /** The key that signs now. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Key current() {
        Instant now = clock.instant();
        List<Key> keys = fresh();
        return keys.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .findFirst()
                .orElse(keys.get(keys.size() - 1));
    }

    /** The key of this id, while it verifies; one that this node does not know is looked for in the database, at most once a second. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<ECKey> find(String keyId) {
        return find(keyId, fresh()).or(() -> find(keyId, known.newest(this::stored)));
    }

    private Optional<ECKey> find(String keyId, List<Key> keys) {
        Instant now = clock.instant();
        return keys.stream()
                .filter(key -> key.end().isAfter(now))
                .map(Key::jwk)
                .filter(jwk -> keyId.equals(jwk.getKeyID()))
                .findFirst();
    }

    /** The public halves of those that verify, now or soon (RFC 7517). */
    public String publicJwks() {
        Instant now = clock.instant();
        return new JWKSet(fresh().stream()
                        .filter(key -> key.end().isAfter(now))
                        .map(key -> (JWK) key.jwk().toPublicJWK())
                        .toList())
                .toString();
    }

    private List<Key> fresh() {
        return known.fresh(this::stored);
    }

    /** The key that signs last is the first. */
    private List<Key> stored() {
        return repository.signingKeys().stream().map(this::key).toList();
    }

    private Key key(SigningKey stored) {
        return new Key(unwrap(stored), stored.signsFrom(), stored.expiresAt().orElse(Instant.MAX));
    }

    private SigningKey create(Instant now, Instant signsFrom) {
        SigningKeyId id = new SigningKeyId(ids.next());
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(id.toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
            return new SigningKey(id, secrets.wrap(PURPOSE, id.value(), key.toJSONString()), now, signsFrom);
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is missing", e);
        }
    }

    private ECKey unwrap(SigningKey stored) {
        try {
            return ECKey.parse(secrets.unwrap(PURPOSE, stored.id().value(), stored.jwkWrapped()));
        } catch (ParseException e) {
            throw new IllegalStateException("a signing key cannot be read", e);
        }
    }
}
