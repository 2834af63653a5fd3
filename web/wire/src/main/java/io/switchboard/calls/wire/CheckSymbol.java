// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

/**
 * Check symbols that catch every single wrong symbol and every swap of neighbours.
 *
 * <p>Digits use H. Michael Damm's totally anti-symmetric quasigroup of order 10. The 32 Crockford symbols use the same construction
 * over GF(2⁵), where {@code x ∘ y = 2x + y} is totally anti-symmetric because neither 1, 2 nor 3 is zero in the field: a wrong symbol
 * changes the sum by {@code 2ᵏ·d ≠ 0}, a swap of neighbours by {@code 3·2ᵏ·d ≠ 0}. The check symbol makes the total zero.
 */
final class CheckSymbol {
    private static final int[][] DAMM = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
    };
    /** x⁵ + x² + 1, irreducible over GF(2). */
    private static final int POLYNOMIAL = 0b100101;

    private CheckSymbol() {}

    /** The state after all digits; zero for digits that end in their right check digit, and itself that digit otherwise. */
    static int damm(int[] digits) {
        int interim = 0;
        for (int digit : digits) {
            interim = DAMM[interim][digit];
        }
        return interim;
    }

    /**
     * Twice the sum so far plus each symbol, over GF(2⁵). For symbols without their check symbol, pass a final zero: the result is the
     * check symbol. With it, the result is zero.
     */
    static int field32(int[] symbols) {
        int sum = 0;
        for (int symbol : symbols) {
            sum <<= 1;
            if (sum > 31) {
                sum ^= POLYNOMIAL;
            }
            sum ^= symbol;
        }
        return sum;
    }
}
