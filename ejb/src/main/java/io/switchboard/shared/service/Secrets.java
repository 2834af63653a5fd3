// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random values, and secrets at rest. What must be read back is wrapped with AES-256-GCM, the row's id as associated data; what must
 * only be recognised is an HMAC-SHA-256. Both use keys derived from the data key, one per purpose, which is in the database wrapped
 * under the master key, which is not, so that a stolen database alone gives none of them away. Names, addresses and who called whom are no secrets of this kind: they stand as they are. Thread-safe.
 */
@ApplicationScoped
public class Secrets {
    private final SecureRandom random = new SecureRandom();

    @Inject
    DataKey dataKey;

    /** Random bytes from the system's generator. */
    public byte[] random(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return value;
    }

    /** Random values from 0 to {@code bound - 1}, each equally likely. */
    public int[] randomValues(int count, int bound) {
        return random.ints(count, 0, bound).toArray();
    }

    /**
     * Recognises a secret without keeping it.
     *
     * @param purpose the same text with another purpose gives another value
     */
    public byte[] mac(String purpose, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(dataKey.get().derive("mac:" + purpose), "HmacSHA256"));
            return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", e);
        }
    }

    /** Wraps a value for the row with this id. */
    public byte[] wrap(String purpose, UUID rowId, String value) {
        return wrap(purpose, bytes(rowId), value.getBytes(StandardCharsets.UTF_8));
    }

    /** Wraps a value for the row with this key. */
    byte[] wrap(String purpose, byte[] rowKey, byte[] value) {
        return dataKey.get().wrap(purpose, rowKey, random(RootKey.NONCE_BYTES), value);
    }

    /**
     * Unwraps what {@link #wrap(String, UUID, String)} made.
     *
     * @throws IllegalStateException when it was made under another key, for another row, or was changed
     */
    public String unwrap(String purpose, UUID rowId, byte[] wrapped) {
        return new String(unwrap(purpose, bytes(rowId), wrapped), StandardCharsets.UTF_8);
    }

    byte[] unwrap(String purpose, byte[] rowKey, byte[] wrapped) {
        return dataKey.get().unwrap(purpose, rowKey, wrapped);
    }

    /** SHA-256 (FIPS 180-4). */
    public static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    /** An id as the key of its row. */
    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
