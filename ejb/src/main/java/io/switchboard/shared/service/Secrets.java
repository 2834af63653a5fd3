// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random values, and secrets at rest. What must be read back is wrapped with AES-256-GCM, the row's id as associated data; what must
 * only be recognised is an HMAC-SHA-256. Both use keys derived from the master key, one per purpose, so that a stolen database alone
 * gives none of them away. Names, addresses and who called whom are no secrets of this kind: they stand as they are. Thread-safe.
 */
@ApplicationScoped
public class Secrets {
    private static final byte FORMAT = 1;
    private static final int KEY_ID_BYTES = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();

    @Inject
    MasterKey masterKey;

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
            mac.init(new SecretKeySpec(masterKey.derive("mac:" + purpose), "HmacSHA256"));
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
        byte[] nonce = random(NONCE_BYTES);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, rowKey, nonce, value);
        return ByteBuffer.allocate(1 + KEY_ID_BYTES + NONCE_BYTES + sealed.length)
                .put(FORMAT)
                .put(masterKey.id())
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Unwraps what {@link #wrap(String, UUID, String)} made.
     *
     * @throws IllegalStateException when it was made under another master key, for another row, or was changed
     */
    public String unwrap(String purpose, UUID rowId, byte[] wrapped) {
        return new String(unwrap(purpose, bytes(rowId), wrapped), StandardCharsets.UTF_8);
    }

    byte[] unwrap(String purpose, byte[] rowKey, byte[] wrapped) {
        if (wrapped.length < 1 + KEY_ID_BYTES + NONCE_BYTES + TAG_BITS / 8) {
            throw new IllegalStateException("A secret of the purpose " + purpose + " is cut short");
        }
        ByteBuffer buffer = ByteBuffer.wrap(wrapped);
        byte format = buffer.get();
        byte[] keyId = take(buffer, KEY_ID_BYTES);
        if (format != FORMAT || !Arrays.equals(keyId, masterKey.id())) {
            throw new IllegalStateException("The master key is not the one that this database was written with");
        }
        byte[] nonce = take(buffer, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, purpose, rowKey, nonce, take(buffer, buffer.remaining()));
    }

    private byte[] cipher(int mode, String purpose, byte[] rowKey, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(masterKey.derive("wrap:" + purpose), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(rowKey);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret of the purpose " + purpose + " cannot be read or written", e);
        }
    }

    /** SHA-256 (FIPS 180-4). */
    public static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] take(ByteBuffer buffer, int count) {
        byte[] taken = new byte[count];
        buffer.get(taken);
        return taken;
    }
}
