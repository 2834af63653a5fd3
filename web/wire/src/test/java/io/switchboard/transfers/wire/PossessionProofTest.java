// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both sides of a proof compute it with one class: only values from elsewhere show that it is what is published. These were made with
 * Python's {@code hmac} and {@code hashlib} from the rule in {@code docs/workflows/transfers.md}, and where positions come from, which is the
 * server's own affair, from what {@link PossessionProof#positions} is meant to do:
 *
 * <pre>
 * def mac(key, data): return hmac.new(key, data, hashlib.sha256).digest()
 * def number(seed, i): return int.from_bytes(mac(seed, i.to_bytes(4, 'big'))[:8], 'big') % 2**63
 * def positions(seed, size): return sorted(number(seed, i) % (size - 1024 + 1) for i in range(256))
 * def all_of(positions): return hashlib.sha256(' '.join(map(str, positions)).encode()).hexdigest()
 * def data(start, length): return bytes((7 * i + i // 256) % 256 for i in range(start, start + length))
 * def proof(lines, asked): return urlsafe_b64encode(mac(NONCE, ''.join(l + '\n' for l in lines).encode() + asked)).rstrip(b'=')
 * </pre>
 */
class PossessionProofTest {
    private static final byte[] SEED = from(0);
    private static final byte[] NONCE = from(32);
    private static final int SMALL = 100_000;
    private static final long LARGE = 1 << 30;
    private static final String ACCOUNT = "01a20541-987c-7333-a266-ebf6d3e9a503";
    private static final Identification CODE = new Identification(IdentificationRule.SHA_256, "ab".repeat(32));

    /** So many bytes that count up from this one. */
    private static byte[] from(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static InputStream data(long start, long length) {
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < length; i++) {
            long at = start + i;
            bytes[i] = (byte) (7 * at + at / 256);
        }
        return new ByteArrayInputStream(bytes);
    }

    private static PossessionProof.Subject subject(Identification code, long size, String target) {
        return new PossessionProof.Subject(
                "https://central.example",
                new TransferId("01a20541-987c-7333-a266-ebf6d3e9a501"),
                code,
                size,
                "01a20541-987c-7333-a266-ebf6d3e9a502",
                target);
    }

    private static ChallengeView challenge(@Nullable List<Long> positions) {
        return new ChallengeView(
                Base64.getUrlEncoder().withoutPadding().encodeToString(NONCE),
                positions,
                positions == null ? null : PossessionProof.BLOCK_LENGTH,
                Instant.EPOCH,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "  67108865, 260372,   67027664, b16c56cad20af57b4408868d846d2eacb13d5c606490dd6d90e76a3ce464e19c",
        "1073741824, 393235, 1072881788, de66d154acb181433b508bc58aacb9b8c1b94e2ba18c4e2111b6dca076a41fb3",
        "5000000000, 306228, 4999339225, 7dc3e3bd336a9ef0351f7642697f7adb4c096fc9678ac8a252f52023c7da1fdb"
    })
    void positionsAreWhatTheSeedSays(long size, long first, long last, String all) throws Exception {
        List<Long> positions = PossessionProof.positions(SEED, size);

        assertThat(positions).hasSize(PossessionProof.BLOCKS).startsWith(first).endsWith(last);
        String text = positions.stream().map(String::valueOf).collect(Collectors.joining(" "));
        assertThat(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(HexFormat.of().parseHex(all));
    }

    @ParameterizedTest
    @ValueSource(longs = {PossessionProof.WHOLE + 1, LARGE})
    void everyPartOfTheDataIsAskedForBySomeSeed(long size) {
        int[] asked = new int[256];
        for (int i = 0; i < 100; i++) {
            byte[] seed = new byte[32];
            Arrays.fill(seed, (byte) i);
            for (long position : PossessionProof.positions(seed, size)) {
                assertThat(position).isBetween(0L, size - PossessionProof.BLOCK_LENGTH);
                asked[(int) (position * asked.length / size)]++;
            }
        }
        assertThat(Arrays.stream(asked).boxed())
                .as("by equal parts of the data")
                .allSatisfy(times -> assertThat(times).isBetween(50, 200));
    }

    @Test
    void theProofOfTheWholeIsAsPublished() throws Exception {
        assertThat(PossessionProof.compute(challenge(null), subject(CODE, SMALL, ACCOUNT), PossessionProofTest::data))
                .isEqualTo("6cvu0JUHL_CgiOxASsAZKy1TA_6tpQntA7ovOINzDAQ");
        Identification other = new Identification(IdentificationRule.SHA_512, "cd".repeat(64));
        assertThat(PossessionProof.compute(
                        challenge(null), subject(other, SMALL, PossessionProof.CODE_OWNER), PossessionProofTest::data))
                .isEqualTo("ohn6QQhJsHxnHlzbBf_yHcErxDJonQ-SBnKyhfbbdtw");
    }

    @Test
    void theProofOfBlocksIsAsPublished() throws Exception {
        List<Long> positions = PossessionProof.positions(SEED, LARGE);
        assertThat(PossessionProof.compute(
                        challenge(positions), subject(CODE, LARGE, ACCOUNT), PossessionProofTest::data))
                .isEqualTo("b25jkAi9hZud8AkNKEZMfQydLyv82c4z_VQTOb8Pt4k");
    }

    @Test
    void whoHasLessThanItSaysProvesNothing() {
        PossessionProof.Bytes less = (start, length) -> data(start, length - 1);
        assertThatThrownBy(() -> PossessionProof.compute(challenge(null), subject(CODE, SMALL, ACCOUNT), less))
                .isInstanceOf(EOFException.class);
    }
}
