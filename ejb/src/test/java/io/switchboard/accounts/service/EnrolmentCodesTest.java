// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.service.Configured;
import io.switchboard.shared.wire.Base32;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EnrolmentCodesTest {
    private static final int BITS_OF_A_SYMBOL = 5;
    private static final int DRAWN = 2_000;

    private final EnrolmentCodes codes = new EnrolmentCodes();

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    EnrolmentCodesTest() {
        codes.secrets = Configured.secrets(0);
        codes.settings = Configured.settings(Map.of());
    }

    /** Each place takes each of the 32 symbols, and there are places enough. */
    @Test
    void aCodeHasAtLeastAHundredAndTwentyEightBits() {
        int places = codes.next().length();
        assertThat(places * BITS_OF_A_SYMBOL).isGreaterThanOrEqualTo(128);
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < DRAWN; i++) {
            String code = codes.next();
            assertThat(code).hasSize(places);
            for (int place = 0; place < places; place++) {
                seen.add(place + ":" + code.charAt(place));
            }
        }
        assertThat(seen).hasSize(places * Base32.ALPHABET.length());
    }

    @Test
    void noCodeComesTwice() {
        Set<String> drawn = new TreeSet<>();
        for (int i = 0; i < DRAWN; i++) {
            assertThat(drawn.add(codes.next())).isTrue();
        }
    }

    @Test
    void itIsHandedOutInGroupsAndInAUrlThatHidesItFromTheNetwork() {
        String code = codes.next();
        assertThat(codes.grouped(code).replace("-", "")).isEqualTo(code);
        assertThat(Base32.normalize(codes.grouped(code))).contains(code);
        assertThat(codes.url(code)).endsWith("/enrol#" + code);
    }
}
