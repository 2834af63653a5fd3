// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.shared.service.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signatures of access tokens, each once: a token comes with every request while it lives, and to verify it costs more than
 * all else that a request computes. Which key has signed is remembered with what was signed, never that a token holds: whether that key
 * is in use is asked each time, and all else is its reader's to judge. Kept by the SHA-256 of the whole token, so that another signature
 * is another token. Thread-safe.
 */
@ApplicationScoped
class VerifiedTokens {
    /** Of about a kilobyte each. */
    private static final int MOST = 10_000;

    private final Map<ByteBuffer, Verified> known;

    private record Verified(String keyId, ECKey key, JWTClaimsSet claims) {}

    private static final class Recent extends LinkedHashMap<ByteBuffer, Verified> {
        private static final long serialVersionUID = 1L;

        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Verified> eldest) {
            return size() > most;
        }
    }

    /** For the container. */
    VerifiedTokens() {
        this(MOST);
    }

    /** Beyond so many, the one that was asked for least recently is forgotten, and verified again when it comes. */
    VerifiedTokens(int most) {
        known = Collections.synchronizedMap(new Recent(most));
    }

    /**
     * What an access token says, whoever it was made for and however long ago.
     *
     * @param keys those that are in use now, by their ids
     * @return empty when it is none, or none of these keys has signed it
     */
    Optional<JWTClaimsSet> claims(String token, Function<String, Optional<ECKey>> keys) {
        ByteBuffer digest = ByteBuffer.wrap(Secrets.sha256(token.getBytes(StandardCharsets.UTF_8)));
        Verified before = known.get(digest);
        if (before != null) {
            return keys.apply(before.keyId())
                    .filter(key -> key.equals(before.key()))
                    .map(key -> before.claims());
        }
        Verified verified = verify(token, keys);
        if (verified == null) {
            return Optional.empty();
        }
        known.put(digest, verified);
        return Optional.of(verified.claims());
    }

    /** How many it remembers. */
    int size() {
        return known.size();
    }

    private static @Nullable Verified verify(String token, Function<String, Optional<ECKey>> keys) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            String keyId = jwt.getHeader().getKeyID();
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                    || !TokenService.TYPE.equals(jwt.getHeader().getType())
                    || keyId == null) {
                return null;
            }
            Optional<ECKey> key = keys.apply(keyId);
            return key.isPresent() && jwt.verify(new ECDSAVerifier(key.get()))
                    ? new Verified(keyId, key.get(), jwt.getJWTClaimsSet())
                    : null;
        } catch (ParseException | JOSEException e) {
            return null;
        }
    }
}
