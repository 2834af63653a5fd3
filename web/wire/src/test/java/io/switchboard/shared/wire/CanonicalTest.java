// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.IdentifierForm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalTest {
    @Test
    void theSameElementsComeInOneOrderHoweverTheyWereGiven() {
        List<IdentifierForm> declared = List.of(IdentifierForm.values());

        assertThat(Canonical.set(set(IdentifierForm.QR, IdentifierForm.CHARACTERS, IdentifierForm.DIGITS)))
                .containsExactlyElementsOf(declared);
        assertThat(Canonical.set(set(IdentifierForm.DIGITS, IdentifierForm.QR, IdentifierForm.CHARACTERS)))
                .containsExactlyElementsOf(declared);
    }

    @Test
    void whatIsAbsentIsLeftToValidation() {
        Set<IdentifierForm> absent = null;

        assertThat(Canonical.set(absent)).isNull();
        assertThat(Canonical.set(set(IdentifierForm.QR, null))).containsExactly(null, IdentifierForm.QR);
    }

    @Test
    void pairsComeInTheOrderOfTheirKeys() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("b", "2");
        given.put("a", "1");
        Map<String, String> absent = null;

        assertThat(Objects.requireNonNull(Canonical.map(given)).keySet()).containsExactly("a", "b");
        assertThat(Canonical.map(absent)).isNull();
    }

    private static Set<IdentifierForm> set(@Nullable IdentifierForm... forms) {
        return new LinkedHashSet<>(Arrays.asList(forms));
    }
}
