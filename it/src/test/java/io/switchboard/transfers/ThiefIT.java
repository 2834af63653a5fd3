// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Proving;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody of the enterprise knows code and size of what its server has, and has nothing of it or nearly all. With an accomplice to send it
 * to he asks at every endpoint, and neither gets a byte that the thief did not have. By a private server: {@link PrivateServerIT}.
 */
@ExtendWith(SharedServer.class)
class ThiefIT {
    private static final int SIZE = 300_000;

    private final Enterprise enterprise;
    private final Terminal thief;
    private final Terminal accomplice;
    private final ServerUnderTest server;
    private final Data data = Data.random(SIZE);
    private final String ofHonest;

    ThiefIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        thief = enterprise.newAccount().enrolsTerminal();
        accomplice = enterprise.newAccount().enrolsTerminal();
        StoredByHand.store(server, enterprise, data);
        Terminal honest = enterprise.newAccount().enrolsTerminal();
        Terminal friend = enterprise.newAccount().enrolsTerminal();
        JsonNode transfer = declared(honest, friend);
        ofHonest = path(transfer);
        String proof = Proving.of(
                transfer, server, honest.account().id(), friend.account().id(), data);
        honest.post(ofHonest + "/proof", Map.of("proof", proof)).expect(200);
    }

    private JsonNode declared(Terminal source, Terminal target) {
        return source.post(
                        "/transfers",
                        data.to(Map.of("accountId", target.account().id())))
                .expect(201)
                .json();
    }

    private static String path(JsonNode transfer) {
        return "/transfers/" + transfer.get("id").asText();
    }

    private String proof(JsonNode transfer, Data had) {
        return Proving.of(
                transfer,
                transfer.get("id").asText(),
                server,
                thief.account().id(),
                accomplice.account().id(),
                data,
                had);
    }

    /** What he has: nothing, so that he guesses, or all but a twentieth. */
    private Data had(String what) {
        return what.equals("the code") ? Data.random(SIZE) : data.without(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"the code", "95 %"})
    void nothingIsGivenForLessThanAllOfIt(String what) {
        JsonNode transfer = declared(thief, accomplice);
        String path = path(transfer);
        assertThat(transfer.get("content").asText()).isEqualTo("proof-required");
        thief.post(path + "/proof", Map.of("proof", proof(transfer, had(what)))).expect(403, "proof-wrong");
        thief.post(path + "/proof", Map.of("proof", proof(transfer, had(what)))).expect(409, "challenge-over");
        nothingIsThere(path);

        thief.request("PATCH", begins(path), had(what).bytes(), bytes(0)).expect(422, "digest-mismatch");
        assertThat(thief.reads(path).get("failure").asText()).isEqualTo("digest-mismatch");
        accomplice.get(path + "/content").expect(409, "illegal-move");

        assertThat(declared(accomplice, thief).get("content").asText())
                .as("nobody has received it")
                .isEqualTo("proof-required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the code", "95 %"})
    void nothingIsGivenWhileSomethingElseIsUploaded(String what) {
        String path = path(declared(thief, accomplice));
        byte[] had = had(what).bytes();
        String upload = begins(path);
        thief.request("PATCH", upload, Arrays.copyOf(had, SIZE - 1), bytes(0)).expect(204);
        accomplice
                .post(path + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(409, "illegal-move");
        thief.request("PATCH", upload, new byte[] {had[SIZE - 1]}, bytes(SIZE - 1))
                .expect(422, "digest-mismatch");
        accomplice
                .post(path + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(409, "illegal-move");
        assertThat(declared(thief, accomplice).get("content").asText()).isEqualTo("proof-required");
    }

    /** What somebody else was given, he does not see; and what is of servers is not a terminal's. */
    @Test
    void anotherOnesTransferAndAServersQueriesAreNotHis() {
        for (Terminal caller : new Terminal[] {thief, accomplice}) {
            caller.get(ofHonest).expect(404, "not-found");
            caller.get(ofHonest + "/content").expect(404, "not-found");
            caller.post(ofHonest + "/challenge").expect(404, "not-found");
            caller.post(ofHonest + "/receipt", Map.of("identification", Data.json(data.code())))
                    .expect(404, "not-found");
            caller.get("/queries" + ofHonest.substring("/transfers".length()) + "/content")
                    .expect(403, "forbidden");
        }
    }

    /** Who has got hold of a private server's secret has no more than its code and size either. */
    @Test
    void aPrivateServerGetsNothingWithoutAProof() {
        Caller federate = enterprise.newClient("federate");
        JsonNode query = asked(federate);
        String path = "/queries/" + query.get("id").asText();
        federate.get(path + "/content").expect(409);
        federate.post(path + "/proof", Map.of("proof", "A".repeat(43))).expect(403, "proof-wrong");
        federate.get(path + "/content").expect(409);
        enterprise.newClient("federate").get(path + "/content").expect(404, "not-found");
        federate.get("/queries" + ofHonest.substring("/transfers".length()) + "/content")
                .expect(404, "not-found");
    }

    /** It can name any source: that this one has proven something elsewhere, or is about to, is nothing to it. */
    @Test
    void whatASourceProvesItselfIsNoProofOfAPrivateServer() {
        JsonNode own = declared(thief, accomplice);
        Caller federate = enterprise.newClient("federate");
        JsonNode query = asked(federate);
        assertThat(query.at("/challenge/nonce")).isNotEqualTo(own.at("/challenge/nonce"));
        thief.post("/transfers/" + own.get("id").asText() + "/proof", Map.of("proof", proof(own, data)))
                .expect(200);
        String path = "/queries/" + query.get("id").asText();
        assertThat(federate.post(path + "/challenge").expect(200).json().has("challenge"))
                .isTrue();
        federate.post(path + "/proof", Map.of("proof", "A".repeat(43))).expect(403, "proof-wrong");
        federate.post(path + "/proof", Map.of("proof", "A".repeat(43))).expect(409, "challenge-over");
        federate.get(path + "/content").expect(409);
    }

    private JsonNode asked(Caller federate) {
        return federate.post(
                        "/queries",
                        Map.of(
                                "sourceAccountId",
                                thief.account().id(),
                                "transfer",
                                data.to(Map.of("accountId", accomplice.account().id()))))
                .expect(201)
                .json();
    }

    private void nothingIsThere(String path) {
        thief.get(path + "/content").expect(403, "forbidden");
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                Map.of("Range", "bytes=0-0"),
                Map.of(
                        "Range",
                        "bytes=-1",
                        "If-Range",
                        "\"sha-256:" + data.code().digest() + "\""))) {
            accomplice.request("GET", path + "/content", null, headers).expect(409, "illegal-move");
            assertThat(accomplice
                            .request("HEAD", path + "/content", null, headers)
                            .status())
                    .isEqualTo(409);
        }
        accomplice
                .post(path + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(409, "illegal-move");
    }

    private String begins(String path) {
        String place = thief.request(
                        "POST", path + "/uploads", null, Sending.tus(Map.of("Upload-Length", Integer.toString(SIZE))))
                .expect(201)
                .header("Location")
                .orElseThrow();
        return place.substring(place.indexOf("/transfers/"));
    }

    private static Map<String, String> bytes(int offset) {
        return Sending.tus(
                Map.of("Content-Type", "application/offset+octet-stream", "Upload-Offset", Integer.toString(offset)));
    }
}
