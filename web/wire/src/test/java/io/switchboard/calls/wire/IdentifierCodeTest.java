// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.wire.Base32;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierCodeTest {
    private static final IdentifierCode CHARACTERS = new IdentifierCode(IdentifierForm.CHARACTERS, "7QK4M9ZT2B9");
    private static final IdentifierCode DIGITS = new IdentifierCode(IdentifierForm.DIGITS, "1205349160782353");
    private static final String TOKEN = "4W2nQ0tV9zqYk3rT1sXbGA";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7QK4M9ZT2B9",
                "7QK4M-9ZT2B-9",
                "7qk4m-9zt2b-9",
                "7qK4m9Zt2B9",
                "  7QK4M 9ZT2B 9\n",
                "7QK4M\t9ZT2B\u000B9",
                "7-Q-K-4-M-9-Z-T-2-B-9",
                "7QK4M\u20109ZT2B\u20119",
                "7QK4M\u20129ZT2B\u20139",
                "7QK4M \u2013 9ZT2B \u2014 9",
                "7QK4M\u20159ZT2B9"
            })
    void charactersAreReadHoweverTheyAreTyped(String typed) {
        assertThat(IdentifierCode.parse(typed)).contains(CHARACTERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1205349160782353",
                "1205 3491 6078 2353",
                "1205-3491-6078-2353",
                "1205\u20133491\u20136078\u20132353"
            })
    void digitsAreReadHoweverTheyAreTyped(String typed) {
        assertThat(IdentifierCode.parse(typed)).contains(DIGITS);
    }

    @ParameterizedTest
    @ValueSource(chars = {'I', 'i', 'L', 'l'})
    void lettersThatLookLikeAOneAreOnes(char alias) {
        IdentifierCode issued = IdentifierCode.characters(new int[] {1, 1, 2, 3, 4, 5, 6, 7, 8, 1});

        assertThat(IdentifierCode.parse(issued.symbols().replace('1', alias))).contains(issued);
    }

    @ParameterizedTest
    @ValueSource(chars = {'O', 'o'})
    void lettersThatLookLikeAZeroAreZeros(char alias) {
        IdentifierCode issued = IdentifierCode.characters(new int[] {0, 31, 30, 0, 29, 28, 27, 26, 25, 0});

        assertThat(IdentifierCode.parse(issued.symbols().replace('0', alias))).contains(issued);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "7QK4M9ZT2B",
                "7QK4M9ZT2B99",
                "7QK4M9ZT2U9",
                "7QK4M9ZT2b*",
                "7QK4M_9ZT2B_9",
                "7QK4M.9ZT2B.9",
                "120534916078235",
                "12053491607823535",
                "I205349160782353",
                "120534916O782353",
                "１２０５３４９１６０７８２３５３",
                "7QK4M9ZT2B\u0660",
                "7QK4M9ZT2B\uFF19",
                "7QK4M9ZT2B\uD83D\uDE00"
            })
    void whatIsNoCodeIsRefused(String typed) {
        assertThat(IdentifierCode.parse(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://switchboard.example/c/",
                "http://localhost:8080/c/",
                "HTTPS://Other.Example:8443/c/",
                "  https://192.0.2.7/c/"
            })
    void everyFormIsReadFromAUrlOfAnyServer(String url) {
        assertThat(IdentifierCode.parse(url + TOKEN)).contains(new IdentifierCode(IdentifierForm.QR, TOKEN));
        assertThat(IdentifierCode.parse(url + "7QK4M-9ZT2B-9")).contains(CHARACTERS);
        assertThat(IdentifierCode.parse(url + "1205349160782353")).contains(DIGITS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://switchboard.example/C/" + TOKEN,
                "https://switchboard.example/c/" + TOKEN + "/",
                "https://switchboard.example/c/" + TOKEN + "?x=1",
                "https://switchboard.example/c/" + TOKEN + "#x",
                "https://switchboard.example/a/c/" + TOKEN,
                "https://switchboard.example?/c/" + TOKEN,
                "https:///c/" + TOKEN,
                "ftp://switchboard.example/c/" + TOKEN,
                "switchboard.example/c/" + TOKEN,
                "/c/" + TOKEN,
                "https://switchboard.example/c/",
                "https://switchboard.example/c/7QK4M-9ZT2B-8",
                "see https://switchboard.example/c/" + TOKEN
            })
    void otherUrlsAreNoCodes(String url) {
        assertThat(IdentifierCode.parse(url)).isEmpty();
    }

    /** 128 bits in 22 symbols leave four bits over: were they not fixed, one code would have sixteen names. */
    @Test
    void theLastSymbolOfATokenHasOneSpellingOnly() {
        String base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int value = 0; value < 64; value++) {
            char last = base64url.charAt(value);
            String token = TOKEN.substring(0, 21) + last;

            assertThat(IdentifierCode.parse(token).isPresent()).as(token).isEqualTo("AQgw".indexOf(last) >= 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4W2nQ0tV9zqYk3rT1sXbG",
                "4W2nQ0tV9zqYk3rT1sXbGAA",
                "4W2nQ0tV9zq+k3rT1sXbGA",
                "4W2nQ0tV9zqYk3rT1sXb="
            })
    void aTokenIsExactlyTwentyTwoBase64UrlSymbols(String token) {
        assertThat(IdentifierCode.parse(token)).isEmpty();
    }

    @Test
    void caseMattersInATokenAndNowhereElse() {
        assertThat(IdentifierCode.parse("4w2nQ0tV9zqYk3rT1sXbGA").orElseThrow())
                .isNotEqualTo(IdentifierCode.parse(TOKEN).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "CHARACTERS, 7QK4M9ZT2B9, 7QK4M-9ZT2B-9",
        "DIGITS, 1205349160782353, 1205 3491 6078 2353",
        "QR, 4W2nQ0tV9zqYk3rT1sXbGA, 4W2nQ0tV9zqYk3rT1sXbGA"
    })
    void codesAreHandedOutInGroups(IdentifierForm form, String symbols, String grouped) {
        assertThat(new IdentifierCode(form, symbols).grouped()).isEqualTo(grouped);
    }

    @Test
    void whatIsHandedOutIsReadBack() {
        Random random = new Random(4711);
        for (int round = 0; round < 1000; round++) {
            IdentifierCode characters = IdentifierCode.characters(
                    random.ints(10, 0, Base32.ALPHABET.length()).toArray());
            IdentifierCode digits = IdentifierCode.digits(random.ints(15, 0, 10).toArray());

            assertThat(IdentifierCode.parse(characters.grouped())).contains(characters);
            assertThat(IdentifierCode.parse(digits.grouped())).contains(digits);
        }
    }

    @Test
    void aCodeIsNotPrintedByAccident() {
        assertThat(CHARACTERS.toString()).doesNotContain("7QK4M").contains("characters");
        assertThat(DIGITS.toString()).doesNotContain("1205");
    }
}
