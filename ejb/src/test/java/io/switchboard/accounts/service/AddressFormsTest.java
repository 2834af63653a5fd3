// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchboard.accounts.model.RealAddress;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.FieldProblem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressFormsTest {
    private static final String POINTER = "/addresses/0";

    @ParameterizedTest
    @CsvSource({
        "+4930901820, +4930901820",
        "+49 30 901820, +4930901820",
        "' +49 (30) 90-18-20 ', +4930901820",
        "+49 (0)30 901820, +4930901820",
        "+86 138 1234 5678, +8613812345678",
        "＋８６ １３８１２３４５６７８, +8613812345678",
        "+1 202-456-1111, +12024561111",
        "+44 20 7946 0958, +442079460958"
    })
    void aTelephoneNumberIsBroughtIntoE164(String written, String normal) {
        assertThat(phone(written)).isEqualTo(new RealAddress(AddressKind.PHONE, "", normal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"030 901820", "(030) 901820", "138 1234 5678", "0049 30 901820", "110", "", " ", "+", "number"})
    void aNumberWithoutItsCountryCodeIsRefused(String written) {
        FieldProblem problem = refused(request(AddressKind.PHONE, null, written));

        assertThat(problem.pointer()).isEqualTo(POINTER + "/value");
        assertThat(problem.detail()).contains("country code").contains("+49 30 901820");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+49 30 1", "+49 110", "+1 555 01", "+86 999 1234 5678", "+1 202 456 11111", "+999 123456789"})
    void aNumberThatCannotExistIsRefused(String written) {
        assertThat(refused(request(AddressKind.PHONE, null, written)).pointer()).isEqualTo(POINTER + "/value");
    }

    @Test
    void aTelephoneNumberHasNoProvider() {
        assertThat(refused(request(AddressKind.PHONE, "wechat", "+4930901820")).pointer())
                .isEqualTo(POINTER + "/provider");
    }

    @Test
    void aSocialAccountNeedsItsProvider() {
        assertThat(refused(request(AddressKind.SOCIAL, null, "reception")).pointer())
                .isEqualTo(POINTER + "/provider");
    }

    @ParameterizedTest
    @CsvSource({
        "reception, reception",
        "@reception, reception",
        "'  @reception\t', reception",
        "\u3000前台\u3000, 前台",
        "Reception@Example, Reception@Example",
        "a b, a b"
    })
    void aHandleIsKeptWithoutItsAtSignAndTheSpacesAround(String written, String normal) {
        assertThat(AddressForms.normalize(request(AddressKind.SOCIAL, "wechat", written), POINTER))
                .isEqualTo(new RealAddress(AddressKind.SOCIAL, "wechat", normal));
    }

    @Test
    void twoSpellingsOfOneLetterAreOneHandle() {
        RealAddress composed = AddressForms.normalize(request(AddressKind.SOCIAL, "x", "andr\u00E9"), POINTER);
        RealAddress decomposed = AddressForms.normalize(request(AddressKind.SOCIAL, "x", "andre\u0301"), POINTER);

        assertThat(decomposed).isEqualTo(composed);
        assertThat(decomposed.value()).isEqualTo("andr\u00E9");
    }

    @Test
    void lettersThatOnlyLookAlikeStayDifferent() {
        assertThat(AddressForms.normalize(request(AddressKind.SOCIAL, "x", "ＡＢ"), POINTER))
                .isNotEqualTo(AddressForms.normalize(request(AddressKind.SOCIAL, "x", "AB"), POINTER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "@", " @ ", "\u3000"})
    void anEmptyHandleIsRefused(String written) {
        assertThat(refused(request(AddressKind.SOCIAL, "x", written)).pointer()).isEqualTo(POINTER + "/value");
    }

    @Test
    void aRefusalDoesNotRepeatTheAddress() {
        FieldProblem problem = refused(request(AddressKind.PHONE, null, "030 13572468"));

        assertThat(problem.detail()).doesNotContain("13572468");
    }

    private static RealAddress phone(String written) {
        return AddressForms.normalize(request(AddressKind.PHONE, null, written), POINTER);
    }

    private static AddressRequest request(AddressKind kind, @Nullable String provider, String value) {
        return new AddressRequest(kind, provider, value);
    }

    private static FieldProblem refused(AddressRequest request) {
        RefusedException refusal =
                catchThrowableOfType(RefusedException.class, () -> AddressForms.normalize(request, POINTER));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo(AccountsRefusal.ADDRESS_INVALID);
        assertThat(refusal.errors()).hasSize(1);
        return refusal.errors().get(0);
    }
}
