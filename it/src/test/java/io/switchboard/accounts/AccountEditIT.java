// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Together;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An enterprise renames its accounts, adds addresses to them and removes them. */
@ExtendWith(SharedServer.class)
class AccountEditIT {
    private static final Map<String, String> BERLIN = Map.of("kind", "phone", "value", "+4930901820");
    private static final Map<String, String> MUNICH = Map.of("kind", "phone", "value", "+498923300");
    private static final Map<String, String> SOCIAL =
            Map.of("kind", "social", "provider", "mastodon", "value", "ada@example.org");

    private final Enterprise enterprise;
    private final String path;

    AccountEditIT(ServerUnderTest server) {
        enterprise = server.newEnterprise();
        path = "/accounts/" + created(Map.of("name", "Ada", "addresses", List.of(BERLIN, SOCIAL)));
    }

    private String created(Map<String, ?> account) {
        return enterprise
                .post("/accounts", account)
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    private String tag() {
        return enterprise.get(path).expect(200).header("ETag").orElseThrow();
    }

    private static List<String> addresses(JsonNode account) {
        return account.get("addresses").findValuesAsText("value");
    }

    @Test
    void itsNameAloneIsEdited() {
        JsonNode edited = enterprise
                .patch(path, Map.of("name", "Ada Lovelace"), tag())
                .expect(200)
                .json();
        assertThat(edited.get("name").asText()).isEqualTo("Ada Lovelace");
        assertThat(addresses(edited)).containsExactly("+4930901820", "ada@example.org");
        assertThat(enterprise.reads(path)).isEqualTo(edited);
    }

    @Test
    void addressesAreAddedAndRemoved() {
        String before = tag();
        Reply edited = enterprise
                .patch(path, Map.of("addresses", List.of(SOCIAL, MUNICH)), before)
                .expect(200);
        assertThat(addresses(edited.json())).containsExactlyInAnyOrder("ada@example.org", "+498923300");
        assertThat(edited.header("ETag")).isNotEqualTo(before).hasValue(tag());
        enterprise.patch(path, Map.of("name", "late"), before).expect(412, "stale");
        // The one that was removed is free again.
        created(Map.of("name", "Ben", "addresses", List.of(BERLIN)));
    }

    @Test
    void anAddressOfAnotherAccountIsRefusedAndNothingChanges() {
        created(Map.of("name", "Ben", "addresses", List.of(MUNICH)));
        JsonNode before = enterprise.reads(path);
        enterprise
                .patch(path, Map.of("name", "x", "addresses", List.of(MUNICH)), tag())
                .expect(409, "address-taken");
        enterprise
                .patch(path, Map.of("addresses", List.of(BERLIN, BERLIN)), tag())
                .expect(409, "address-taken");
        enterprise
                .patch(path, Map.of("addresses", List.of(Map.of("kind", "phone", "value", "1"))), tag())
                .expect(400, "address-invalid");
        assertThat(enterprise.reads(path)).isEqualTo(before);
    }

    @Test
    void whatChangesNothingKeepsTheVersion() {
        String before = tag();
        assertThat(enterprise
                        .patch(path, Map.of("addresses", List.of(SOCIAL, BERLIN)), before)
                        .expect(200)
                        .header("ETag"))
                .hasValue(before);
    }

    @Test
    void ofTwoEditsOfOneVersionOneHolds() {
        String tag = tag();
        try (Together together = new Together(2)) {
            var first = together.meanwhile(() -> enterprise.patch(path, Map.of("addresses", List.of(MUNICH)), tag));
            var second = together.meanwhile(() -> enterprise.patch(path, Map.of("addresses", List.of()), tag));
            assertThat(List.of(
                            Together.result(first).status(),
                            Together.result(second).status()))
                    .containsExactlyInAnyOrder(200, 412);
        }
    }
}
