// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a client says that the bytes of one request are (tus 1.0, checksum). Against what goes wrong on the way; it identifies nothing. */
public final class Checksum {
    private static final Map<String, String> ALGORITHMS = algorithms();

    private final MessageDigest digest;
    private final byte[] expected;

    private Checksum(MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected;
    }

    private static Map<String, String> algorithms() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("sha1", "SHA-1");
        all.put("sha256", "SHA-256");
        all.put("sha512", "SHA-512");
        return all;
    }

    /** The names of the algorithms that are understood, with commas between them. */
    public static String names() {
        return ALGORITHMS.keySet().stream().collect(Collectors.joining(","));
    }

    /**
     * Reads the header: the algorithm's name, a blank, and the checksum in base64.
     *
     * @throws RefusedException {@code invalid-request}
     */
    public static Checksum of(String header) {
        String[] words = header.strip().split(" ", 2);
        String algorithm = ALGORITHMS.get(words[0]);
        if (words.length != 2 || algorithm == null) {
            throw invalid("must be one of " + names() + ", a blank, and the checksum in base64");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] expected = Base64.getDecoder().decode(words[1].strip());
            if (expected.length != digest.getDigestLength()) {
                throw invalid("has not the length of " + words[0]);
            }
            return new Checksum(digest, expected);
        } catch (IllegalArgumentException e) {
            throw invalid("is not base64");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is missing", e);
        }
    }

    private static RefusedException invalid(String detail) {
        return RefusedException.field(SharedRefusal.INVALID_REQUEST, "Upload-Checksum", detail);
    }

    void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    boolean holds() {
        return MessageDigest.isEqual(digest.digest(), expected);
    }
}
