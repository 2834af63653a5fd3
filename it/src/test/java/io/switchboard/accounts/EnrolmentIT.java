// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import io.switchboard.harness.Account;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Keypairs;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a device becomes a terminal, and how it ceases to be one. */
@ExtendWith(SharedServer.class)
class EnrolmentIT {
    private final ServerUnderTest server;
    private final Account account;
    private final String code;
    private final ECKey sig = Keypairs.fresh();
    private final ECKey enc = Keypairs.fresh();

    EnrolmentIT(ServerUnderTest server) {
        this.server = server;
        account = server.newEnterprise().newAccount();
        code = account.enrolmentCode();
    }

    @Test
    void whoHasTheCodeEnrolsOnceAndMayRepeatIt() {
        Reply first = Terminal.enrolment(server, code, sig, enc).expect(201);
        Reply again = Terminal.enrolment(server, code, sig, enc);
        assertThat(again.status()).isIn(200, 201);
        assertThat(again.json()).isEqualTo(first.json());
        Terminal.enrolment(server, code, Keypairs.fresh(), enc).expect(403, "enrolment-refused");
        Terminal.enrolment(server, code, sig, Keypairs.fresh()).expect(403, "enrolment-refused");
        assertThat(account.enterprise().actsFor(account).reads("/terminals").get("items"))
                .hasSize(1);
    }

    @Test
    void theCodeMayBeTypedInAnyCaseAndGrouping() {
        Map<String, Object> request = request(sig, enc);
        request.put("code", " " + code.toLowerCase(Locale.ROOT).replace("-", " "));
        enrol(request).expect(201);
    }

    @Test
    void anExpiredCodeIsRefusedLikeAnUnknownOne() {
        server.passes(Duration.ofMinutes(10));
        Reply expired = Terminal.enrolment(server, code, sig, enc).expect(403, "enrolment-refused");
        String unknownCode = code.replace(code.charAt(0), code.charAt(0) == 'A' ? 'B' : 'A');
        Reply unknown = Terminal.enrolment(server, unknownCode, sig, enc).expect(403, "enrolment-refused");
        assertThat(unknown.body()).isEqualTo(expired.body());
    }

    @Test
    void aProofForAnotherKeyCodeOrServerIsRefused() {
        String other = account.enrolmentCode();
        Map<String, String> wrong = Map.of(
                "another signing key", Keypairs.enrolmentProof(server, code, Keypairs.fresh(), enc),
                "another encryption key", Keypairs.enrolmentProof(server, code, sig, Keypairs.fresh()),
                "another code", Keypairs.enrolmentProof(server, other, sig, enc),
                "no proof", "x.y.z");
        wrong.forEach((what, proof) -> {
            Map<String, Object> request = request(sig, enc);
            request.put("proof", proof);
            Reply reply = enrol(request);
            assertThat(reply.code()).as(what).isEqualTo("enrolment-refused");
        });
        Terminal.enrolment(server, code, sig, enc).expect(201);
    }

    @Test
    void oneKeyCannotBeBoth() {
        Terminal.enrolment(server, code, sig, sig).expect(400, "key-invalid");
    }

    @Test
    void aPointOffTheCurveIsNoKey() {
        byte[] one = new byte[32];
        one[31] = 1;
        String coordinate = Base64.getUrlEncoder().withoutPadding().encodeToString(one);
        Map<String, Object> request = request(sig, enc);
        request.put("enc", Map.of("kty", "EC", "crv", "P-256", "x", coordinate, "y", coordinate));
        enrol(request).expect(400, "key-invalid");
        request.put("enc", Map.of("kty", "EC", "crv", "P-384", "x", coordinate, "y", coordinate));
        enrol(request).expect(400, "invalid-request");
    }

    @Test
    void theCodeIsShownAsAQrUntilItIsUsed() {
        Reply enrolment = account.enterprise()
                .post("/accounts/" + account.id() + "/enrolments")
                .expect(201);
        String path = "/accounts/" + account.id() + "/enrolments/"
                + enrolment.json().get("id").asText() + "/qr";
        for (String format : List.of("svg", "png")) {
            Reply qr = account.enterprise().get(path + "?format=" + format).expect(200);
            assertThat(qr.header("Content-Type").orElse(""))
                    .startsWith("image/")
                    .contains(format);
        }
        Terminal.enrolment(server, enrolment.json().get("code").asText(), sig, enc)
                .expect(201);
        account.enterprise().get(path).expect(404, "not-found");
    }

    @Test
    void aRevokedTerminalsTokenEndsAtOnce() {
        Terminal terminal = account.enrolsTerminal();
        Terminal other = account.enrolsTerminal();
        terminal.get("/terminals/me").expect(200);
        other.delete("/terminals/" + terminal.id()).expect(204);
        terminal.get("/terminals/me").expect(401, "unauthenticated");
        other.delete("/terminals/" + terminal.id()).expect(204);
        assertThat(other.reads("/terminals/" + terminal.id()).get("state").asText())
                .isEqualTo("revoked");
        try (Channel channel = other.opensChannel()) {
            channel.awaits("channel.connected");
        }
    }

    @Test
    void anAccountHasOnlySoManyTerminalsInUse() {
        List<Terminal> terminals = account.enrolsTerminals(50);
        Terminal.enrolment(server, account.enrolmentCode(), Keypairs.fresh(), Keypairs.fresh())
                .expect(409, "terminal-limit");
        terminals.get(0).delete("/terminals/" + terminals.get(1).id()).expect(204);
        account.enrolsTerminal();
    }

    @Test
    void aRevokedTerminalIsNotRung() {
        Terminal terminal = account.enrolsTerminal();
        Terminal revoked = account.enrolsTerminal();
        account.enterprise().delete("/terminals/" + revoked.id()).expect(204);
        String call = server.newEnterprise().newAccount().enrolsTerminal().dials(terminal.issuesIdentifier());
        assertThat(terminal.sees(call).get("legs")).hasSize(1);
    }

    @Test
    void aTerminalOfAnotherAccountIsNotFound() {
        Terminal terminal = account.enrolsTerminal();
        Terminal neighbour = account.enterprise().newAccount().enrolsTerminal();
        neighbour.get("/terminals/" + terminal.id()).expect(404, "not-found");
        neighbour.delete("/terminals/" + terminal.id()).expect(404, "not-found");
        server.newEnterprise().delete("/terminals/" + terminal.id()).expect(404, "not-found");
        terminal.get("/terminals/me").expect(200);
    }

    private Map<String, Object> request(ECKey signing, ECKey encrypting) {
        return new HashMap<>(Map.of(
                "code", code,
                "name", "Terminal",
                "sig", Keypairs.publicJwk(signing),
                "enc", Keypairs.publicJwk(encrypting),
                "proof", Keypairs.enrolmentProof(server, code, signing, encrypting)));
    }

    private Reply enrol(Map<String, Object> request) {
        return server.anonymous().post("/terminals", request);
    }
}
