// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.TransferTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom something is sent to, as it is typed. */
class RecipientTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final AccountId OWN = new AccountId("0199a1b2-0000-7000-8000-000000000009");
    private static final TransferTarget ACCOUNT = TransferTarget.of(new AccountId(ID));
    private static final TransferTarget TERMINAL = TransferTarget.of(new TerminalId(ID));

    @Test
    void anIdIsAnAccountsOrElseATerminals() {
        assertThat(Recipient.parse(ID, OWN)).containsExactly(ACCOUNT, TERMINAL);
        assertThat(Recipient.parse("account:" + ID, OWN)).containsExactly(ACCOUNT);
        assertThat(Recipient.parse(" terminal: " + ID, OWN)).containsExactly(TERMINAL);
    }

    @Test
    void meIsOnesOwnAccount() {
        assertThat(Recipient.parse("me", OWN)).containsExactly(TransferTarget.of(OWN));
    }

    @Test
    void codesAndAddressesArePassedOn() {
        assertThat(Recipient.parse("code:7QK4M-9ZT2B-9", OWN))
                .containsExactly(TransferTarget.ofCode("7QK4M-9ZT2B-9", null, false));
        assertThat(Recipient.parse("address:2001:db8::1", OWN))
                .containsExactly(new TransferTarget(null, null, null, null, null, "2001:db8::1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ben",
                "phone:1",
                "account:",
                "terminal:ben",
                "Me:x",
                "code:",
                "code:7QK4M-9ZT2B-0",
                "address:localhost",
                "address:"
            })
    void whatIsNoneIsSaidToBeNone(String typed) {
        assertThatThrownBy(() -> Recipient.parse(typed, OWN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCodeIsNotRepeated() {
        assertThat(Recipient.text(TransferTarget.ofCode("7QK4M-9ZT2B-9", null, false)))
                .doesNotContain("7QK4M");
        assertThat(SendRequest.named(TransferTarget.ofCode("7QK4M-9ZT2B-9", "123456", true)))
                .isEqualTo("virtual-identifier");
        assertThat(Recipient.text(TERMINAL)).isEqualTo("terminal " + ID);
        assertThat(SendRequest.named(TERMINAL))
                .isEqualTo(SendRequest.named(ACCOUNT))
                .isEqualTo(ID);
    }
}
