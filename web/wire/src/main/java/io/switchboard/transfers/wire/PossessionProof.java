// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof that somebody has data, and not their code alone (after proofs of ownership: Halevi, Harnik, Pinkas, Shulman-Peleg, CCS 2011). It is
 * the HMAC-SHA-256, by the challenge's nonce, of these lines in UTF-8, each ended by a line feed, and then of the bytes that are asked for:
 *
 * <pre>
 * switchboard-possession-1
 * the server's address
 * the transfer's id
 * the algorithm
 * the digest in hexadecimal
 * the size in bytes
 * the source account's id
 * the target: the id that the declaration has named it by, or "virtual-identifier", or "address"
 * </pre>
 *
 * <p>So it is good for one server, one transfer, one source, one target and one challenge. What it does not stop: somebody who has the data
 * and answers for another, and gaps in large data that are smaller than what 256 blocks can find.
 */
public final class PossessionProof {
    /** How a proof names a target whose account the source must not know. */
    public static final String CODE_OWNER = "virtual-identifier";

    /** How a proof names who is found by an address. */
    public static final String ADDRESS_OWNER = "address";

    /** Smaller data are always uploaded: they can be guessed, and an upload is as cheap. */
    public static final long SMALLEST = 64L * 1024;

    /** Of larger data blocks are asked for; up to this size all of them. */
    public static final long WHOLE = 64L * 1024 * 1024;

    /** How many blocks. */
    public static final int BLOCKS = 256;

    /** How many bytes a block has. */
    public static final int BLOCK_LENGTH = 1024;

    private static final String FORM = "switchboard-possession-1";
    private static final int BUFFER = 64 * 1024;

    private PossessionProof() {}

    /** Where the bytes are. */
    @FunctionalInterface
    public interface Bytes {
        /**
         * Opens a part, which the caller closes.
         *
         * @param from of the first byte, from 0
         * @param length in bytes
         */
        InputStream open(long from, long length) throws IOException;
    }

    /**
     * Whom and what a proof is for.
     *
     * @param server the address of the server that has issued the challenge
     * @param source the account that sends
     * @param target as the declaration has named it
     */
    public record Subject(
            String server, TransferId transfer, Identification code, long size, String source, String target) {
        private String lines() {
            return String.join(
                            "\n",
                            FORM,
                            server,
                            transfer.toString(),
                            code.algorithm().toString(),
                            code.digest(),
                            Long.toString(size),
                            source,
                            target)
                    + "\n";
        }
    }

    /**
     * Where the blocks of a challenge are.
     *
     * @param seed random, and known to the server alone until it says the positions
     * @param size of the data; more than {@link #WHOLE}
     * @return in rising order, each the beginning of a whole block
     */
    public static List<Long> positions(byte[] seed, long size) {
        Mac mac = mac(seed);
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            byte[] random =
                    mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
            long number = ByteBuffer.wrap(random).getLong() & Long.MAX_VALUE;
            positions.add(number % (size - BLOCK_LENGTH + 1));
        }
        positions.sort(null);
        return positions;
    }

    /**
     * Computes the proof. Reads with a small buffer.
     *
     * @return in Base64url without padding
     * @throws EOFException when there are fewer bytes than the subject says
     */
    public static String compute(ChallengeView challenge, Subject subject, Bytes data) throws IOException {
        Mac mac = mac(Base64.getUrlDecoder().decode(challenge.nonce()));
        mac.update(subject.lines().getBytes(StandardCharsets.UTF_8));
        byte[] buffer = new byte[BUFFER];
        List<Long> positions = challenge.positions();
        Integer length = challenge.blockLength();
        if (positions == null || length == null) {
            update(mac, data, 0, subject.size(), buffer);
        } else {
            for (long position : positions) {
                update(mac, data, position, length, buffer);
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }

    private static void update(Mac mac, Bytes data, long from, long length, byte[] buffer) throws IOException {
        try (InputStream part = data.open(from, length)) {
            long left = length;
            while (left > 0) {
                int read = part.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("the data end " + left + " bytes too early");
                }
                mac.update(buffer, 0, read);
                left -= read;
            }
        }
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", e);
        }
    }
}
