// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.wire.Base32;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No slip of one symbol and no swap of neighbours gets past the check symbol, wherever it happens. */
class CheckSymbolTest {
    private static final int CODES = 400;
    private static final String DIGITS = "0123456789";

    /**
     * A typed form and its codes.
     *
     * @param alphabet what a symbol may be mistaken for
     */
    private record Form(IdentifierForm name, String alphabet, List<String> codes) {
        @Override
        public String toString() {
            return name.toString();
        }
    }

    static Stream<Form> typedForms() {
        Random random = new Random(20261120);
        return Stream.of(
                new Form(
                        IdentifierForm.CHARACTERS,
                        Base32.ALPHABET,
                        codes(() -> IdentifierCode.characters(values(random, IdentifierCode.CHARACTERS, 32)))),
                new Form(
                        IdentifierForm.DIGITS,
                        DIGITS,
                        codes(() -> IdentifierCode.digits(values(random, IdentifierCode.DIGITS, 10)))));
    }

    private static List<String> codes(Supplier<IdentifierCode> next) {
        return Stream.generate(next).limit(CODES).map(IdentifierCode::symbols).toList();
    }

    private static int[] values(Random random, int count, int bound) {
        return random.ints(count, 0, bound).toArray();
    }

    @ParameterizedTest
    @MethodSource("typedForms")
    void everyCodeIsAccepted(Form form) {
        for (String code : form.codes()) {
            assertThat(IdentifierCode.parse(code)).contains(new IdentifierCode(form.name(), code));
        }
    }

    @ParameterizedTest
    @MethodSource("typedForms")
    void everyWrongSymbolAtEveryPlaceIsRefused(Form form) {
        for (String code : form.codes()) {
            for (int at = 0; at < code.length(); at++) {
                for (char wrong : form.alphabet().toCharArray()) {
                    if (wrong != code.charAt(at)) {
                        refused(code, code.substring(0, at) + wrong + code.substring(at + 1));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("typedForms")
    void everySwapOfDifferentNeighboursIsRefused(Form form) {
        for (String code : form.codes()) {
            for (int at = 0; at + 1 < code.length(); at++) {
                char left = code.charAt(at);
                char right = code.charAt(at + 1);
                if (left != right) {
                    refused(code, code.substring(0, at) + right + left + code.substring(at + 2));
                }
            }
        }
    }

    /** An assertion for each would take longer than the checks. */
    private static void refused(String code, String typed) {
        if (IdentifierCode.parse(typed).isPresent()) {
            throw new AssertionError(typed + " passes for " + code);
        }
    }

    /** The random codes above can be unlucky; the two operations themselves are small enough to try in full. */
    @Test
    void dammsOperationTellsEveryPairOfDigitsApartFromEveryState() {
        for (int state = 0; state < 10; state++) {
            int before = state;
            int[] after = IntStream.range(0, 10).map(x -> damm(before, x)).toArray();
            assertThat(after).as("a wrong digit after %d", state).doesNotHaveDuplicates();
            for (int x = 0; x < 10; x++) {
                assertThat(damm(x, x)).as("the check digit of %d", x).isZero();
                for (int y = x + 1; y < 10; y++) {
                    assertThat(damm(damm(state, x), y))
                            .as("%d%d and %d%d after %d", x, y, y, x, state)
                            .isNotEqualTo(damm(damm(state, y), x));
                }
            }
        }
    }

    /** One step of the operation, from a state that some digit leads to. */
    private static int damm(int state, int digit) {
        int lead = IntStream.range(0, 10)
                .filter(d -> CheckSymbol.damm(new int[] {d}) == state)
                .findFirst()
                .orElseThrow();
        return CheckSymbol.damm(new int[] {lead, digit});
    }

    @Test
    void theFieldsOperationTellsEveryPairOfSymbolsApart() {
        for (int x = 0; x < 32; x++) {
            for (int y = x + 1; y < 32; y++) {
                for (int place = 0; place < IdentifierCode.CHARACTERS; place++) {
                    assertThat(sumWith(place, x, y))
                            .as("%d%d and %d%d at %d", x, y, y, x, place)
                            .isNotEqualTo(sumWith(place, y, x));
                    assertThat(sumWith(place, x, 0))
                            .as("%d for %d at %d", y, x, place)
                            .isNotEqualTo(sumWith(place, y, 0));
                }
            }
        }
    }

    private static int sumWith(int place, int first, int second) {
        int[] symbols = new int[IdentifierCode.CHARACTERS + 1];
        symbols[place] = first;
        symbols[place + 1] = second;
        return CheckSymbol.field32(symbols);
    }

    /** The example of H. M. Damm's table, which every implementation of it gives. */
    @Test
    void theCheckDigitOf572Is4() {
        assertThat(CheckSymbol.damm(new int[] {5, 7, 2})).isEqualTo(4);
        assertThat(CheckSymbol.damm(new int[] {5, 7, 2, 4})).isZero();
    }

    /** Codes that people hold must stay valid. Computed apart from this code, by multiplication in the field. */
    @ParameterizedTest
    @CsvSource({
        "0000000000, 00000000000",
        "7QK4M9ZT2B, 7QK4M9ZT2B9",
        "ZZZZZZZZZZ, ZZZZZZZZZZ4",
        "0123456789, 01234567890"
    })
    void theCheckSymbolsOfCharactersStayWhatTheyAre(String random, String code) {
        int[] values = random.chars().map(c -> Base32.value((char) c)).toArray();

        assertThat(IdentifierCode.characters(values).symbols()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"000000000000000, 0000000000000000", "120534916078235, 1205349160782353"})
    void theCheckDigitsStayWhatTheyAre(String random, String code) {
        int[] values = random.chars().map(c -> c - '0').toArray();

        assertThat(IdentifierCode.digits(values).symbols()).isEqualTo(code);
    }

    @Test
    void drawnValuesAreNotChanged() {
        int[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        int[] before = Arrays.copyOf(values, values.length);

        IdentifierCode.characters(values);

        assertThat(values).isEqualTo(before);
    }
}
