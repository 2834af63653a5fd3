// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String PURPOSE = "identifier-code";
    private static final UUID ROW = new UUID(1, 2);
    private static final int HEADER = 1 + 8 + 12;
    private static final int TAG = 16;

    private final Secrets secrets = Configured.secrets(0);

    @ParameterizedTest
    @ValueSource(strings = {"", "7QK4M9ZT2B9", "grüß dich, 世界 \uD83D\uDE00"})
    void whatIsWrappedIsUnwrapped(String value) {
        assertThat(secrets.unwrap(PURPOSE, ROW, secrets.wrap(PURPOSE, ROW, value)))
                .isEqualTo(value);
    }

    @Test
    void anotherNodeWithTheSameMasterKeyUnwrapsItToo() {
        assertThat(Configured.secrets(0).unwrap(PURPOSE, ROW, secrets.wrap(PURPOSE, ROW, "code")))
                .isEqualTo("code");
    }

    @Test
    void theSameValueIsNeverWrappedTheSameWay() {
        assertThat(secrets.wrap(PURPOSE, ROW, "code")).isNotEqualTo(secrets.wrap(PURPOSE, ROW, "code"));
    }

    @Test
    void whatIsWrappedShowsNothingButItsLength() {
        byte[] wrapped = secrets.wrap(PURPOSE, ROW, "code");

        assertThat(wrapped).hasSize(HEADER + 4 + TAG);
        assertThat(new String(wrapped, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("code");
    }

    @Test
    void anotherRowsIdDoesNotUnwrapIt() {
        byte[] wrapped = secrets.wrap(PURPOSE, ROW, "code");

        assertThatIllegalStateException().isThrownBy(() -> secrets.unwrap(PURPOSE, new UUID(1, 3), wrapped));
        assertThatIllegalStateException().isThrownBy(() -> secrets.unwrap(PURPOSE, new UUID(2, 1), wrapped));
    }

    @Test
    void anotherPurposeDoesNotUnwrapIt() {
        byte[] wrapped = secrets.wrap(PURPOSE, ROW, "code");

        assertThatIllegalStateException().isThrownBy(() -> secrets.unwrap("enrolment-code", ROW, wrapped));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] wrapped = secrets.wrap(PURPOSE, ROW, "code");
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            byte[] flipped = wrapped.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThatIllegalStateException().as("bit %d", bit).isThrownBy(() -> secrets.unwrap(PURPOSE, ROW, flipped));
        }
    }

    @Test
    void aSecretThatWasCutShortIsNoticed() {
        byte[] wrapped = secrets.wrap(PURPOSE, ROW, "code");
        for (int length = HEADER + TAG; length < wrapped.length; length++) {
            byte[] cut = Arrays.copyOf(wrapped, length);

            assertThatIllegalStateException()
                    .as("%d bytes", length)
                    .isThrownBy(() -> secrets.unwrap(PURPOSE, ROW, cut));
        }
    }

    @Test
    void anotherMasterKeyIsSaidToBeSo() {
        byte[] wrapped = secrets.wrap(PURPOSE, ROW, "code");

        assertThatIllegalStateException()
                .isThrownBy(() -> Configured.secrets(1).unwrap(PURPOSE, ROW, wrapped))
                .withMessageContaining("master key");
    }

    @Test
    void aSecretIsRecognisedForItsPurposeOnly() {
        byte[] mac = secrets.mac("client-secret", "s");

        assertThat(mac).hasSize(32).isEqualTo(Configured.secrets(0).mac("client-secret", "s"));
        assertThat(mac).isNotEqualTo(secrets.mac("client-secret", "t"));
        assertThat(mac).isNotEqualTo(secrets.mac("assertion", "s"));
        assertThat(mac).isNotEqualTo(Configured.secrets(1).mac("client-secret", "s"));
        assertThat(mac).isNotEqualTo(secrets.mac("client-secrets", ""));
    }

    /** Computed apart from this code: were it changed, no code and no client secret would be recognised any more. */
    @Test
    void whatIsRecognisedStaysRecognised() {
        assertThat(HexFormat.of().formatHex(secrets.mac("code", "grüß")))
                .isEqualTo("d5e71b3afe65ed6cfb852b3fb14df6c254b7534156c9d76dc4ff780d9fec1180");
    }

    @Test
    void sha256IsThatOfTheStandard() {
        assertThat(HexFormat.of().formatHex(Secrets.sha256(new byte[] {'a', 'b', 'c'})))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void randomValuesStayWithinTheirBoundAndReachAllOfIt() {
        int[] values = secrets.randomValues(2000, 10);

        assertThat(IntStream.of(values).distinct().sorted().toArray())
                .isEqualTo(IntStream.range(0, 10).toArray());
        assertThat(secrets.random(16)).hasSize(16).isNotEqualTo(secrets.random(16));
    }
}
