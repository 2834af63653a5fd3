// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {
    @Test
    void theAlphabetIsCrockfords() {
        assertThat(Base32.ALPHABET).isEqualTo("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    }

    @Test
    void everySymbolIsReadAsItIsWrittenInBothCases() {
        for (int value = 0; value < 32; value++) {
            char symbol = Base32.symbol(value);

            assertThat(Base32.value(symbol)).as("%c", symbol).isEqualTo(value);
            assertThat(Base32.value(Character.toLowerCase(symbol)))
                    .as("%c in lower case", symbol)
                    .isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({"I, 1", "i, 1", "L, 1", "l, 1", "O, 0", "o, 0"})
    void lettersThatLookLikeDigitsAreReadAsThem(char alias, int value) {
        assertThat(Base32.value(alias)).isEqualTo(value);
    }

    @Test
    void nothingElseIsASymbol() {
        String symbols = Base32.ALPHABET + Base32.ALPHABET.toLowerCase(java.util.Locale.ROOT) + "IiLlOo";
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (symbols.indexOf(c) < 0) {
                assertThat(Base32.value((char) c)).as("U+%04X", c).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "abcde-fghjk, ABCDEFGHJK",
        "'  a b\tc\n', ABC",
        "oil-OIL, 011011",
        "'', ''",
        "' - ', ''",
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ, 0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    })
    void whatAPersonTypedIsBroughtIntoTheNormalForm(String typed, String normal) {
        assertThat(Base32.normalize(typed)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"U", "ABC*", "ABC_D", "ÄBC", "A.B", "ABC\u0000"})
    void aStrangeSymbolSpoilsTheWhole(String typed) {
        assertThat(Base32.normalize(typed)).isEmpty();
    }
}
