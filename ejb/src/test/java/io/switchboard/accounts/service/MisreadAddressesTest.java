// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.accounts.wire.PublicJwk;
import io.switchboard.shared.model.RefusedException;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that a lenient reader would turn into another address, and keys that could be spelled in two ways. */
class MisreadAddressesTest {
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call +49 30 901820 now",
                "+49 30 901820 ext. 5",
                "+1 800 FLOWERS",
                "+4930901820x",
                "+49 30 901820;ext=7",
                "tel:+49-30-901820"
            })
    void whatIsMoreThanANumberIsRefused(String value) {
        refuses(AddressKind.PHONE, null, value);
    }

    @Test
    void aHandleThatOutgrowsItsColumnInItsNormalFormIsRefused() {
        refuses(AddressKind.SOCIAL, "x", "\u0958".repeat(320));
    }

    @Test
    void spacesBehindTheAtSignGo() {
        AddressRequest request = new AddressRequest(AddressKind.SOCIAL, "x", "@ name");
        assertThat(AddressForms.normalize(request, "").value()).isEqualTo("name");
    }

    @Test
    void aCoordinateHasOneSpelling() throws Exception {
        String pattern = PublicJwk.class
                .getDeclaredField("y")
                .getAnnotation(Pattern.class)
                .regexp();
        String coordinate = Device.freshKey().getY().toString();
        assertThat(coordinate).matches(pattern);
        assertThat(BASE64URL.chars().filter(last -> (coordinate.substring(0, 42) + (char) last).matches(pattern)))
                .as("last symbols whose two spare bits are zero")
                .hasSize(16);
    }

    private static void refuses(AddressKind kind, @Nullable String provider, String value) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> AddressForms.normalize(new AddressRequest(kind, provider, value), ""));
    }
}
