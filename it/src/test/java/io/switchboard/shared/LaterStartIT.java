// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.CommandLineUnderTest;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Tokens;
import io.switchboard.harness.WrappedByHand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a start does that finds a database: it gives the administrator a new one-time secret where it is told to, the way back in for
 * whoever has lost the other; and it takes over a database from before there were data keys. Two starts are lived once; each test looks
 * at one thing of them.
 */
@OnceForAllDatabases
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaterStartIT {
    private static final Pattern SECRET = Pattern.compile("Admin client secret: (\\S+)");
    private static final String ROTATION = "/api-clients/me/secret-rotation";
    private static final Map<String, String> KEY = Map.of("Idempotency-Key", "kept");

    private final ServerUnderTest server = ServerUnderTest.start(Map.of("SWITCHBOARD_NEW_ADMIN_SECRET", "true"));

    private String printed;
    private JsonNode first;
    private List<Reply> refused;
    private Reply replaced;
    private String secret;
    private JsonNode full;
    private Reply allowed;
    private JsonNode later;
    private Reply refusedLater;
    private Reply again;
    private Reply another;

    private Terminal owner;
    private Identifier identifier;
    private String drawn;
    private byte[] dataKey;

    private String printedAnew;
    private List<Reply> afterwards;
    private Program.Ended login;
    private CommandLineUnderTest operator;

    @BeforeAll
    void live(@TempDir Path home) throws IOException {
        printed = printed();
        first = token(printed);
        refused = Stream.of("GET /enterprises", "GET /accounts", "GET /terminals/me", "POST /mailbox/tickets")
                .map(endpoint -> asks(endpoint, first, Map.of()))
                .toList();
        replaced = asks("POST " + ROTATION, first, KEY).expect(200);
        secret = replaced.json().get("secret").asText();
        full = token(secret);
        later = token(printed);
        refusedLater = asks("GET /enterprises", later, Map.of());
        again = asks("POST " + ROTATION, later, KEY);
        another = asks("POST " + ROTATION, later, Map.of("Idempotency-Key", "another"));
        allowed = asks("GET /enterprises", full, Map.of());

        server.adminSecretIs(secret);
        owner = server.newEnterprise().newAccount().enrolsTerminal();
        identifier = owner.issuesIdentifier(List.of("characters", "qr"));
        drawn = draws();
        dataKey = WrappedByHand.dataKey(server, WrappedByHand.masterKey(server));
        asBeforeThereWereDataKeys();

        server.restart();
        printedAnew = printed();
        afterwards = theOldOnes();
        operator = new CommandLineUnderTest(home, server.address());
        login = operator.runWithInput(printedAnew + "\n", "admin", "login", "--id", server.adminId(), "--secret-stdin");
    }

    /** All is wrapped under the master key itself. */
    private void asBeforeThereWereDataKeys() throws IOException {
        assertThat(Sql.refusal(server, "delete from data_key")).isEmpty();
        server.kill();
        Files.writeString(
                server.data().resolve("master.key"), Base64.getEncoder().encodeToString(dataKey));
    }

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    void theOneTimeSecretIsGoodForItsReplacementAndNothingElse() {
        assertThat(first.get("scope").asText()).isEqualTo("secret-replacement");
        for (Reply reply : refused) {
            reply.expect(403, "secret-must-be-replaced");
            assertThat(reply.json().get("detail").asText()).contains("switchboard admin login", ROTATION);
        }
        assertThat(secret).isNotEqualTo(printed);
        allowed.expect(200);
    }

    /** Whoever has lost the answer has the key; whoever has read the console has not. */
    @Test
    void onceReplacedItBringsTheAnswerAgainToWhoHasTheRequestsKeyAndNothingElse() {
        assertThat(again.expect(200).text()).isEqualTo(replaced.text());
        another.expect(403, "forbidden");
        refusedLater.expect(403, "secret-must-be-replaced");
    }

    @Test
    void aStartThatGivesANewSecretEndsAllThatTheAdministratorHad() {
        assertThat(printedAnew).isNotEqualTo(printed);
        assertThat(afterwards).extracting(Reply::status).containsOnly(401);
    }

    /** Nor does it come back when the new one is replaced. */
    @Test
    void whatHasEndedStaysSoWhenTheNewOneIsReplaced() {
        login.expect(0);
        assertThat(theOldOnes()).extracting(Reply::status).containsOnly(401);
    }

    @Test
    void theCommandLineReplacesItWhenItLogsIn() {
        assertThat(login.expect(0).err()).contains("The one-time secret is replaced");
        operator.run("admin", "enterprises", "create", "Acme").expect(0);
        asks("GET /enterprises", token(printedAnew), Map.of()).expect(403, "secret-must-be-replaced");
    }

    @Test
    void inADatabaseFromBeforeThereWereDataKeysTheDataKeyIsTheMasterKeyOfThen() {
        assertThat(WrappedByHand.dataKey(server, dataKey)).isEqualTo(dataKey);
    }

    /** What was wrapped, and what was recognised. */
    @Test
    void whatIsInADatabaseFromBeforeThereWereDataKeysIsReadAsBefore() {
        assertThat(draws()).isEqualTo(drawn);
        Terminal caller = owner.account().enterprise().newAccount().enrolsTerminal();
        caller.triesToDial(identifier.code()).expect(201);
    }

    private String draws() {
        return owner.get(identifier.path() + "/qr").expect(200).text();
    }

    private List<Reply> theOldOnes() {
        return List.of(
                Tokens.requestWithSecret(server, server.adminId(), printed),
                Tokens.requestWithSecret(server, server.adminId(), secret),
                asks("GET /enterprises", full, Map.of()),
                asks("POST " + ROTATION, full, Map.of()),
                asks("POST " + ROTATION, later, KEY));
    }

    /** The last one. */
    private String printed() {
        List<String> all = SECRET.matcher(server.console())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        return all.get(all.size() - 1);
    }

    private JsonNode token(String of) {
        return Tokens.requestWithSecret(server, server.adminId(), of)
                .expect(200)
                .json();
    }

    private Reply asks(String endpoint, JsonNode token, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Authorization", "Bearer " + token.get("access_token").asText());
        String[] words = endpoint.split(" ", 2);
        return server.anonymous().request(words[0], words[1], null, all);
    }
}
