// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * 256 random bits from which a key for each purpose is derived. What it wraps begins with the format and the key's id, so that whoever
 * unwraps knows which key it takes. Thread-safe.
 */
final class RootKey {
    static final int BYTES = 32;
    static final int NONCE_BYTES = 12;

    private static final byte FORMAT = 1;
    private static final int ID_BYTES = 8;
    private static final int TAG_BITS = 128;

    private final Map<String, byte[]> derived = new ConcurrentHashMap<>();
    private final byte[] key;
    private final byte[] id;

    RootKey(byte[] key) {
        this.key = key.clone();
        this.id = Arrays.copyOf(Secrets.sha256(key), ID_BYTES);
    }

    /** Which key it is, in hexadecimal; gives nothing of it away. */
    String id() {
        return HexFormat.of().formatHex(id);
    }

    byte[] bytes() {
        return key.clone();
    }

    /** A key for one purpose: HMAC-SHA-256 of the purpose's name, a one-block HKDF-Expand (RFC 5869). */
    byte[] derive(String purpose) {
        return derived.computeIfAbsent(purpose, this::compute);
    }

    private byte[] compute(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(purpose.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            mac.update((byte) 1);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", e);
        }
    }

    /**
     * Wraps a value with AES-256-GCM.
     *
     * @param rowKey associated data: the value is that row's and no other's
     * @param nonce random, and never twice
     */
    byte[] wrap(String purpose, byte[] rowKey, byte[] nonce, byte[] value) {
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, rowKey, nonce, value);
        return ByteBuffer.allocate(1 + ID_BYTES + NONCE_BYTES + sealed.length)
                .put(FORMAT)
                .put(id)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Unwraps it.
     *
     * @throws IllegalStateException when it was made under another key, for another row, or was changed
     */
    byte[] unwrap(String purpose, byte[] rowKey, byte[] wrapped) {
        if (wrapped.length < 1 + ID_BYTES + NONCE_BYTES + TAG_BITS / 8) {
            throw new IllegalStateException("A secret of the purpose " + purpose + " is cut short");
        }
        if (wrapped[0] != FORMAT || !idOf(wrapped).equals(id())) {
            throw foreign();
        }
        ByteBuffer buffer = ByteBuffer.wrap(wrapped, 1 + ID_BYTES, wrapped.length - 1 - ID_BYTES);
        byte[] nonce = take(buffer, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, purpose, rowKey, nonce, take(buffer, buffer.remaining()));
    }

    /** The id of the key that has wrapped something. */
    static String idOf(byte[] wrapped) {
        return HexFormat.of().formatHex(wrapped, 1, 1 + ID_BYTES);
    }

    static IllegalStateException foreign() {
        return new IllegalStateException("The master key is not the one that this database was written with");
    }

    private byte[] cipher(int mode, String purpose, byte[] rowKey, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode, new SecretKeySpec(derive("wrap:" + purpose), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(rowKey);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret of the purpose " + purpose + " cannot be read or written", e);
        }
    }

    private static byte[] take(ByteBuffer buffer, int count) {
        byte[] taken = new byte[count];
        buffer.get(taken);
        return taken;
    }
}
