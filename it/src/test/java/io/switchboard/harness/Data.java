// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.PossessionProof;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Data to be sent, in memory. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Data(byte[] bytes) {
    /** Random ones, that nobody has. */
    public static Data random(int size) {
        byte[] bytes = new byte[size];
        ThreadLocalRandom.current().nextBytes(bytes);
        return new Data(bytes);
    }

    /** The same but for one part of so many in their middle, which are zeros. */
    public Data without(int parts) {
        byte[] rest = bytes.clone();
        Arrays.fill(rest, bytes.length / 2, bytes.length / 2 + bytes.length / parts, (byte) 0);
        return new Data(rest);
    }

    /** Their code by a rule. */
    public Identification by(IdentificationRule rule) {
        try {
            byte[] digest = MessageDigest.getInstance(rule.algorithm()).digest(bytes);
            return new Identification(rule, HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Their code by the rule that is usual. */
    public Identification code() {
        return by(IdentificationRule.SHA_256);
    }

    /** A code as JSON. */
    public static Map<String, String> json(Identification code) {
        return Map.of("algorithm", code.algorithm().toString(), "digest", code.digest());
    }

    /** What declares them. */
    public Map<String, Object> to(Map<String, String> target) {
        return Map.of("identification", json(code()), "size", bytes.length, "name", "holiday.mp4", "target", target);
    }

    /** What answers challenges. */
    public PossessionProof.Bytes reader() {
        return (from, length) -> new ByteArrayInputStream(bytes, (int) from, (int) length);
    }
}
