// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the documents say of keys at rest, done apart from the product: whoever has the master key and the database can do the same. */
public final class WrappedByHand {
    private static final HexFormat HEX = HexFormat.of();

    private WrappedByHand() {}

    /** The master key that a server keeps in its data directory. */
    public static byte[] masterKey(ServerUnderTest server) {
        return read(server.data().resolve("master.key"));
    }

    /** A key in a file. */
    public static byte[] read(Path file) {
        try {
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first 8 bytes of the SHA-256 of a key, in hexadecimal. */
    public static String idOf(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HEX.formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The data key of a server's database, unwrapped with a master key. */
    public static byte[] dataKey(ServerUnderTest server, byte[] masterKey) {
        Map<String, String> row =
                Sql.rows(server, "select id, key_wrapped from data_key").get(0);
        byte[] id = row.getOrDefault("id", "").getBytes(StandardCharsets.US_ASCII);
        return unwrap(masterKey, "data-key", id, row.getOrDefault("key_wrapped", ""));
    }

    /** The private JWKs of a server's signing keys, unwrapped with its data key. */
    public static List<String> signingKeys(ServerUnderTest server, byte[] dataKey) {
        return Sql.rows(server, "select id, jwk_wrapped from signing_key").stream()
                .map(row -> {
                    UUID id = UUID.fromString(row.getOrDefault("id", ""));
                    byte[] rowKey = ByteBuffer.allocate(16)
                            .putLong(id.getMostSignificantBits())
                            .putLong(id.getLeastSignificantBits())
                            .array();
                    byte[] jwk = unwrap(dataKey, "signing-key", rowKey, row.getOrDefault("jwk_wrapped", ""));
                    return new String(jwk, StandardCharsets.UTF_8);
                })
                .toList();
    }

    /** What is wrapped under a key, for a purpose and a row; given in hexadecimal. */
    public static byte[] unwrap(byte[] rootKey, String purpose, byte[] rowKey, String hex) {
        byte[] wrapped = HEX.parseHex(hex);
        try {
            byte[] key = derived(rootKey, "wrap:" + purpose);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(128, Arrays.copyOfRange(wrapped, 9, 21)));
            cipher.updateAAD(rowKey);
            return cipher.doFinal(Arrays.copyOfRange(wrapped, 21, wrapped.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("What is at rest is not wrapped as documented", e);
        }
    }

    /** What recognises secrets of a purpose, under a server's data key. */
    static Mac recognising(byte[] dataKey, String purpose) {
        try {
            return keyed(derived(dataKey, "mac:" + purpose));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] derived(byte[] rootKey, String label) throws GeneralSecurityException {
        Mac derivation = keyed(rootKey);
        derivation.update(label.getBytes(StandardCharsets.UTF_8));
        return derivation.doFinal(new byte[] {1});
    }

    private static Mac keyed(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac;
    }
}
