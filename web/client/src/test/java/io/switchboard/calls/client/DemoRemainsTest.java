// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.accounts.wire.AccountState;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoRemainsTest {
    private static final AccountView ADA = new AccountView(
            new AccountId("0199a1b2-0000-7000-8000-000000000001"),
            AccountState.ACTIVE,
            "Ada",
            List.of(),
            null,
            Map.of(),
            Instant.EPOCH);

    @Test
    void inSomebodysEnterpriseOnlyTheAccountsStay() {
        DemoRemains remains = new DemoRemains(List.of(), List.of(), List.of(), Optional.empty(), List.of(ADA));

        assertThat(remains.removed()).isEqualTo("Removed: 0 identifiers and 0 terminals, revoked for good.");
        assertThat(remains.stays())
                .isEqualTo("Stays: the accounts \"Ada\" (" + ADA.id() + ") and the records of their calls.");
        assertThat(remains.ids().toString()).contains("accounts=[" + ADA.id()).contains("enterprises=[]");
    }
}
