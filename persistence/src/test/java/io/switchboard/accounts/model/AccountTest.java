// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.accounts.wire.AddressKind;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final RealAddress NUMBER = new RealAddress(AddressKind.PHONE, "", "+4930901820");
    private static final RealAddress HANDLE = new RealAddress(AddressKind.SOCIAL, "wechat", "reception");

    private final Account account =
            new Account(new AccountId(new UUID(1, 1)), new EnterpriseId(new UUID(1, 2)), "Reception", Instant.EPOCH);

    @Test
    void addressesAreListedInTheOrderTheyWereAdded() {
        assertThat(account.addresses()).isEmpty();

        account.add(new UUID(2, 1), HANDLE);
        account.add(new UUID(2, 2), NUMBER);

        assertThat(account.addresses()).containsExactly(HANDLE, NUMBER);
    }

    @Test
    void anAddressIsNotPrintedByAccident() {
        assertThat(NUMBER.toString()).doesNotContain("30901820");
        assertThat(HANDLE.toString()).doesNotContain("reception").doesNotContain("wechat");
    }
}
