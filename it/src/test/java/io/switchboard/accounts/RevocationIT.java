// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.Rival;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stolen terminal is revoked, whatever it does meanwhile. */
@ExtendWith(SharedServer.class)
class RevocationIT {
    private static final Map<String, List<String>> WISH = Map.of("forms", List.of("characters"));

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Account account;
    private final Terminal stolen;

    RevocationIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        account = enterprise.newAccount();
        stolen = account.enrolsTerminal();
    }

    /** Otherwise it could always have some under way, and one who waits until nobody holds the terminal's row would wait for ever. */
    @Test
    @EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
    void aChangeThatComesAfterItWaitsBehindIt() {
        Identifier contended = enterprise.newAccount().enrolsTerminal().issuesIdentifier();
        Map<String, String> call = Map.of("to", contended.code());
        try (Together together = new Together(3);
                Rival rival = Rival.of(server)) {
            rival.does("select 1 from virtual_identifier where id = '" + contended.id() + "' for update");
            Future<Reply> before = together.meanwhile(() -> stolen.post("/calls", call));
            rival.awaitsItsVictim();
            Future<Reply> revocation = together.meanwhile(() -> enterprise.delete("/terminals/" + stolen.id()));
            rival.awaitsThatWait(2);
            Future<Reply> after = together.meanwhile(() -> stolen.post("/calls", call));
            rival.awaitsThatWait(3);
            rival.commits();
            Together.result(before).expect(201);
            Together.result(revocation).expect(204);
            Together.result(after).expect(401, "unauthenticated");
        }
    }

    /** It was let in before, and has still to wait for a lock when the revocation is committed. */
    @Test
    @EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
    void aChangeThatIsUnderWayIsRefused() {
        stolen.post("/virtual-identifiers", WISH).expect(201);
        try (Together together = new Together(1);
                Rival rival = Rival.of(server)) {
            rival.does("update terminal set revoked_at = current_timestamp where id = '" + stolen.id() + "'");
            Future<Reply> late = together.meanwhile(() -> stolen.post("/virtual-identifiers", WISH));
            rival.awaitsItsVictim();
            rival.commits();
            Together.result(late).expect(401, "unauthenticated");
        }
        assertThat(issued()).isEqualTo("1");
    }

    private String issued() {
        return Sql.value(server, "select count(*) from virtual_identifier where account_id = '" + account.id() + "'");
    }
}
