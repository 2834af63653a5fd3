// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Terminals are renamed by the account that they are of, and by its enterprise. */
@ExtendWith(SharedServer.class)
class TerminalEditIT {
    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Account account;
    private final Terminal phone;
    private final String path;

    TerminalEditIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        account = enterprise.newAccount();
        phone = account.enrolsTerminal();
        path = "/terminals/" + phone.id();
    }

    private String tag() {
        return enterprise.get(path).expect(200).header("ETag").orElseThrow();
    }

    private static Map<String, String> name(String name) {
        return Map.of("name", name);
    }

    private int edits() {
        return Sql.rows(
                        server,
                        "select * from audit_entry where action = 'terminal.edit' and resource = '" + phone.id() + "'")
                .size();
    }

    @Test
    void itsAccountAndItsEnterpriseRenameIt() {
        List<Caller> callers = List.of(phone, account.enrolsTerminal(), enterprise.actsFor(account), enterprise);
        for (Caller caller : callers) {
            String before = tag();
            String name = "Phone " + callers.indexOf(caller);
            Reply edited = caller.patch(path, name(name), before).expect(200);
            assertThat(edited.json().get("name").asText()).isEqualTo(name);
            assertThat(edited.header("ETag")).isNotEqualTo(before).hasValue(tag());
            assertThat(phone.reads("/terminals/me")).isEqualTo(edited.json());
        }
        assertThat(edits()).isEqualTo(callers.size());
    }

    @Test
    void aTerminalEditsWhatItHasReadOfItself() {
        String tag = phone.get("/terminals/me").expect(200).header("ETag").orElseThrow();
        phone.patch(path, name("Mine"), tag).expect(200);
        phone.patch(path, name("Late"), tag).expect(412, "stale");
        phone.request("PATCH", path, name("Blind"), Map.of("Content-Type", "application/merge-patch+json"))
                .expect(428, "precondition-required");
        assertThat(phone.reads("/terminals/me").get("name").asText()).isEqualTo("Mine");
    }

    @Test
    void whatChangesNothingKeepsTheVersionAndIsNotRecorded() {
        JsonNode before = enterprise.reads(path);
        String tag = tag();
        for (Map<String, ?> patch :
                List.of(Map.<String, String>of(), name(before.get("name").asText()))) {
            assertThat(phone.patch(path, patch, tag).expect(200).header("ETag")).hasValue(tag);
        }
        assertThat(edits()).isZero();
    }

    @Test
    void aNameThatCouldNotBeEnrolledIsRefused() {
        for (String name : List.of("", "  ", "x".repeat(101))) {
            phone.patch(path, name(name), tag()).expect(400, "invalid-request");
        }
        phone.patch(path, name("x".repeat(100)), tag()).expect(200);
    }

    @Test
    void nobodyElseRenamesIt() {
        String tag = tag();
        Enterprise stranger = server.newEnterprise();
        Account neighbour = enterprise.newAccount();
        for (Caller other : List.of(
                neighbour.enrolsTerminal(),
                enterprise.actsFor(neighbour),
                stranger,
                stranger.newAccount().enrolsTerminal())) {
            other.patch(path, name("Mine"), tag).expect(404, "not-found");
        }
        assertThat(tag()).isEqualTo(tag);
    }

    @Test
    void aRevokedOneKeepsItsName() {
        JsonNode before = enterprise.reads(path);
        enterprise.delete(path).expect(204);
        JsonNode refused = enterprise
                .patch(path, name("Lost"), tag())
                .expect(409, "illegal-move")
                .json();
        assertThat(refused.get("state").asText()).isEqualTo("revoked");
        assertThat(enterprise.reads(path).get("name")).isEqualTo(before.get("name"));
        assertThat(edits()).isZero();
    }

    /** Each holds its own row already, as the one that asks. */
    @Test
    void ofTwoEditsOfOneVersionOneHolds() {
        String tag = tag();
        try (Together together = new Together(2)) {
            var first = together.meanwhile(() -> phone.patch(path, name("First"), tag));
            var second = together.meanwhile(() -> phone.patch(path, name("Second"), tag));
            assertThat(List.of(
                            Together.result(first).status(),
                            Together.result(second).status()))
                    .containsExactlyInAnyOrder(200, 412);
        }
    }
}
