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
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The keys that sign access tokens, as this node knows them; the database has the truth. What this node knows is read anew when it is
 * older than half the JWKS' cache time, half a minute at most, so that it has heard of a key long before that key signs; and when a token
 * names a key that it does not know, at most once a second.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class SigningKeys {
    private static final String PURPOSE = "signing-key";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_TRUST = Duration.ofSeconds(30);

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

    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Known known = new Known(List.of(), Instant.EPOCH);

    /** What was read, and when. The key that signs last is the first. */
    private record Known(List<Key> keys, Instant read) {}

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
        read();
    }

    /**
     * Makes the key that is to follow the present ones, in the caller's transaction. It signs when every node knows it and whoever
     * verifies has had the time to read it; the present ones verify until their last token is over.
     */
    public SigningKey makeNext() {
        installation.lock();
        Instant now = clock.instant();
        Instant signsFrom = now.plus(lead());
        Instant end = signsFrom.plus(SKEW).plus(settings.get(SettingKey.TOKEN_LIFETIME));
        repository.signingKeys().forEach(present -> present.followedUntil(end));
        SigningKey next = create(now, signsFrom);
        repository.add(next);
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
        revoked.ifPresent(repository::remove);
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
        return !clock.instant().plus(lead()).isBefore(last.plus(settings.get(SettingKey.SIGNING_KEY_AGE)));
    }

    /** Reads all keys anew, so that this node publishes what it has just made. */
    public void refresh() {
        read();
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
        Optional<ECKey> found = find(keyId, fresh());
        if (found.isPresent() || clock.instant().isBefore(known.read().plus(PAUSE))) {
            return found;
        }
        return find(keyId, readUnlessAnotherDoes());
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

    /** From publishing to signing: whoever has read the keys from a node that knew nothing of the new one reads them again in between. */
    private Duration lead() {
        return settings.get(SettingKey.JWKS_CACHE_TIME).multipliedBy(2);
    }

    private Duration trust() {
        Duration half = settings.get(SettingKey.JWKS_CACHE_TIME).dividedBy(2);
        return half.compareTo(LONGEST_TRUST) < 0 ? half : LONGEST_TRUST;
    }

    private List<Key> fresh() {
        Known present = known;
        return clock.instant().isBefore(present.read().plus(trust())) ? present.keys() : readUnlessAnotherDoes();
    }

    /** Of many requests that find the keys old one reads; the others go on with what there is, unless this node was frozen for long. */
    private List<Key> readUnlessAnotherDoes() {
        if (!reading.compareAndSet(false, true)) {
            Known present = known;
            boolean usable = clock.instant().isBefore(present.read().plus(lead()));
            return usable ? present.keys() : read();
        }
        try {
            return read();
        } finally {
            reading.set(false);
        }
    }

    private List<Key> read() {
        Instant now = clock.instant();
        List<Key> keys = repository.signingKeys().stream().map(this::key).toList();
        known = new Known(keys, now);
        return keys;
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
