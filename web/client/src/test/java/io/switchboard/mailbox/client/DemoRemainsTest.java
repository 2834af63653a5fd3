// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static final AccountView BEN = new AccountView(
            new AccountId("0199a1b2-0000-7000-8000-000000000002"),
            AccountState.ACTIVE,
            "Ben",
            List.of(),
            null,
            Map.of(),
            Instant.EPOCH);

    private final DemoEnding ending = new DemoEnding();

    private DemoRemains remains(List<AccountView> accounts, String... more) {
        return new DemoRemains(ending.removed(), ending.failed(), Optional.empty(), accounts, List.of(more));
    }

    @Test
    void inSomebodysEnterpriseOnlyTheAccountsStay() {
        ending.none("identifier", DemoEnding.REVOKED);
        ending.none("terminal", DemoEnding.REVOKED);

        DemoRemains remains = remains(List.of(ADA), "the records of their calls");

        assertThat(remains.gone()).isEqualTo("Removed: 0 identifiers and 0 terminals, revoked for good.");
        assertThat(remains.stays())
                .isEqualTo("Stays: the accounts \"Ada\" (" + ADA.id() + ") and the records of their calls.");
        assertThat(remains.ids().toString())
                .contains("removed={identifiers=[], terminals=[]}")
                .contains("accounts=[" + ADA.id())
                .contains("enterprises=[]");
    }

    @Test
    void whatStoriesMakeIsCountedByWhatBecomesOfIt() {
        ending.remove("identifier", DemoEnding.REVOKED, "i", () -> {});
        ending.remove("transfer", "taken back", "t", () -> {});
        ending.remove("transfer", "taken back", "u", () -> {});
        ending.remove("terminal", DemoEnding.REVOKED, "x", () -> {
            throw new IllegalStateException("not now");
        });

        DemoRemains remains = remains(List.of(ADA, BEN), "their calls", "their films");

        assertThat(remains.gone())
                .isEqualTo("Removed: 1 identifier and 0 terminals, revoked for good; 2 transfers, taken back.");
        assertThat(remains.live()).containsExactly("terminal x");
        assertThat(remains.stays())
                .isEqualTo("Stays: the accounts \"Ada\" (" + ADA.id() + ") and \"Ben\" (" + BEN.id()
                        + "), their calls and their films.");
        assertThat(remains.ids().toString())
                .contains("removed={identifiers=[i], transfers=[t, u], terminals=[]}")
                .contains("live=[terminal x]");
        assertThatThrownBy(ending::throwFirst).hasMessage("not now");
    }
}
