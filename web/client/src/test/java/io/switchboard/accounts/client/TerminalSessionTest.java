// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.accounts.wire.EnrolTerminalRequest;
import io.switchboard.accounts.wire.PublicJwk;
import io.switchboard.shared.client.ClientOptions;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.StubServer;
import io.switchboard.shared.client.SwitchboardClient;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalSessionTest {
    private static final String TERMINAL = "0199a1b2-0000-7000-8000-000000000001";
    private static final String ACCOUNT = "0199a1b2-0000-7000-8000-000000000002";
    private static final String CODE = "ABCDE-FGH1J-K2M3N-P4Q5R-S6T7V-8";
    private static final String NORMAL = "ABCDEFGH1JK2M3NP4Q5RS6T7V8";
    private static final String ISSUER = "https://switchboard.example";
    private static final String ENROL = "POST /api/v1/terminals";
    private static final String TOKEN = "POST /api/v1/oauth2/token";
    private static final String ME = "GET /api/v1/terminals/me";

    private final StubServer stub = new StubServer();
    private final TerminalKeyStore store = TerminalKeyStore.inMemory();
    private final FakeMachine machine;
    private final SwitchboardClient server;

    TerminalSessionTest(@TempDir Path directory) {
        machine = new FakeMachine(directory);
        server = SwitchboardClient.connect(stub.uri(), ClientOptions.defaults(), machine);
    }

    @BeforeEach
    void serverHasAName() {
        stub.on("GET /.well-known/oauth-authorization-server", 200, "{\"issuer\":\"" + ISSUER + "\"}");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void enrolmentProvesThatItHoldsTheKeyForThisServerAndCode() throws ParseException, JOSEException {
        stub.on(ENROL, 201, view());

        TerminalSession session = TerminalSession.enrol(server, CODE, "Ada's phone", store);

        assertThat(session.identity().id()).hasToString(TERMINAL);
        EnrolTerminalRequest sent = Json.read(stub.asked(ENROL).get(0).body(), EnrolTerminalRequest.class);
        SignedJWT proof = SignedJWT.parse(sent.proof());
        assertThat(sent.code()).isEqualTo(NORMAL);
        assertThat(sent.sig()).isNotEqualTo(sent.enc());
        assertThat(proof.getHeader().getType()).hasToString("enrolment+jwt");
        assertThat(proof.getHeader().getAlgorithm()).hasToString("ES256");
        assertThat(proof.verify(new ECDSAVerifier(key(sent.sig())))).isTrue();
        assertThat(proof.getJWTClaimsSet().getAudience()).containsExactly(ISSUER);
        assertThat(proof.getJWTClaimsSet().getStringClaim("code")).isEqualTo(NORMAL);
        assertThat(proof.getJWTClaimsSet().getStringClaim("enc"))
                .isEqualTo(key(sent.enc()).computeThumbprint().toString());
        assertThat(stub.asked(ENROL).get(0).body()).doesNotContain("\"d\"");
        assertThat(stub.asked(ENROL).get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void anEnrolmentWhoseAnswerWasLostIsRepeatedWithTheSameKeys() {
        stub.on(ENROL, 500, StubServer.problem("unexpected", 500)).on(ENROL, 201, view());

        assertThatThrownBy(() -> TerminalSession.enrol(server, CODE, "phone", store))
                .isInstanceOf(ProblemException.class);
        assertThat(store.identity()).isEmpty();
        TerminalSession.enrol(server, CODE, "phone", store);

        assertThat(stub.asked(ENROL))
                .extracting(request ->
                        Json.read(request.body(), EnrolTerminalRequest.class).sig())
                .hasSize(2)
                .containsOnly(firstKey());
        assertThat(store.identity()).isPresent();
    }

    @Test
    void whatIsNoCodeIsNotSent() {
        assertThatThrownBy(() -> TerminalSession.enrol(server, "ABC", "phone", store))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(stub.asked()).isEmpty();
        assertThat(store.pending()).isEmpty();
    }

    @Test
    void codesAreReadAsTypedAndAsScanned() {
        assertThat(EnrolmentCode.parse(" abcde fghij-k2m3n p4q5r s6t7v 8 ").map(EnrolmentCode::symbols))
                .hasValue(NORMAL);
        assertThat(EnrolmentCode.parse(ISSUER + "/enrol#" + CODE).map(EnrolmentCode::symbols))
                .hasValue(NORMAL);
        assertThat(EnrolmentCode.parse(NORMAL + "8")).isEmpty();
        assertThat(EnrolmentCode.parse(ISSUER + "/enrol")).isEmpty();
    }

    @Test
    void eachTokenIsAskedForWithAnAssertionOfItsOwn() throws ParseException, JOSEException {
        stub.on(ENROL, 201, view()).on(ME, 200, view());
        TerminalSession session = TerminalSession.enrol(server, CODE, "phone", store);

        session.terminals().me();
        machine.moveOn(Duration.ofMinutes(10));
        session.terminals().me();

        List<SignedJWT> assertions =
                stub.asked(TOKEN).stream().map(TerminalSessionTest::assertion).toList();
        SignedJWT first = assertions.get(0);
        assertThat(assertions).hasSize(2);
        assertThat(first.verify(new ECDSAVerifier(key(session.identity().keys().sig()))))
                .isTrue();
        assertThat(first.getJWTClaimsSet().getIssuer()).isEqualTo(TERMINAL);
        assertThat(first.getJWTClaimsSet().getSubject()).isEqualTo(TERMINAL);
        assertThat(first.getJWTClaimsSet().getAudience()).containsExactly(ISSUER);
        assertThat(Duration.between(
                        first.getJWTClaimsSet().getIssueTime().toInstant(),
                        first.getJWTClaimsSet().getExpirationTime().toInstant()))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(60));
        assertThat(first.getJWTClaimsSet().getJWTID())
                .isNotEqualTo(assertions.get(1).getJWTClaimsSet().getJWTID());
        assertThat(stub.asked("GET /.well-known/oauth-authorization-server")).hasSize(1);
    }

    @Test
    void aWrongClockIsCorrectedByTheServersDate() throws ParseException {
        Instant really = Instant.now();
        machine.setTo(really.minus(Duration.ofMinutes(7)));
        StubServer.Reply refused =
                new StubServer.Reply(401, "application/json", "{\"error\":\"invalid_client\"}", Map.of());
        stub.on(ENROL, 201, view()).on(ME, 200, view()).on(TOKEN, refused).on(TOKEN, 200, token());
        TerminalSession session = TerminalSession.enrol(server, CODE, "phone", store);

        session.terminals().me();

        assertThat(assertion(stub.asked(TOKEN).get(1))
                        .getJWTClaimsSet()
                        .getIssueTime()
                        .toInstant())
                .isBetween(really.minusSeconds(5), really.plusSeconds(15));
    }

    @Test
    void aRefusalWithTheRightTimeIsBelievedAtOnce() {
        machine.setTo(Instant.now());
        StubServer.Reply refused =
                new StubServer.Reply(401, "application/json", "{\"error\":\"invalid_client\"}", Map.of());
        stub.on(ENROL, 201, view()).on(TOKEN, refused);
        TerminalSession session = TerminalSession.enrol(server, CODE, "phone", store);

        assertThatThrownBy(() -> session.terminals().me())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("invalid-client");
        assertThat(stub.asked(TOKEN)).hasSize(1);
    }

    private PublicJwk firstKey() {
        return Json.read(stub.asked(ENROL).get(0).body(), EnrolTerminalRequest.class)
                .sig();
    }

    private static SignedJWT assertion(StubServer.Request request) {
        String body = URLDecoder.decode(request.body(), StandardCharsets.UTF_8);
        try {
            return SignedJWT.parse(body.replaceAll(".*client_assertion=([^&]+).*", "$1"));
        } catch (ParseException malformed) {
            throw new AssertionError(body, malformed);
        }
    }

    private static ECKey key(PublicJwk jwk) {
        return new ECKey.Builder(Curve.P_256, new Base64URL(jwk.x()), new Base64URL(jwk.y())).build();
    }

    private static String token() {
        return "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":300}";
    }

    private static String view() {
        String key = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"x\",\"y\":\"y\"}";
        return "{\"id\":\"" + TERMINAL + "\",\"accountId\":\"" + ACCOUNT
                + "\",\"name\":\"phone\",\"state\":\"active\",\"sig\":" + key + ",\"enc\":" + key
                + ",\"createdAt\":\"2026-11-20T12:00:00Z\"}";
    }
}
