// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Keypairs;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Size;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import io.switchboard.harness.Tokens;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The token endpoint: RFC 6749 and RFC 7523 rule by rule, and what its tokens are worth. */
@ExtendWith(SharedServer.class)
class TokenIT {
    private final ServerUnderTest server;
    private final Terminal terminal;

    TokenIT(ServerUnderTest server) {
        this.server = server;
        terminal = server.newEnterprise().newAccount().enrolsTerminal();
    }

    @Test
    void aRightAssertionGivesATokenOnce() {
        String assertion = signed(claims -> claims);
        JsonNode token =
                Tokens.requestWithAssertion(server, assertion).expect(200).json();
        assertThat(token.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(token.get("expires_in").asInt()).isEqualTo(600);
        assertThat(token.get("scope").asText()).isEqualTo("terminal");
        assertThatIsRefused(assertion, "replayed");
    }

    @Test
    void anAssertionIsRefusedWhenOneClaimIsWrong() {
        Instant now = server.now();
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("another audience", signed(claims -> claims.audience("https://elsewhere.example"))),
                Map.entry(
                        "one audience too many",
                        signed(claims -> claims.audience(List.of(server.address(), "https://elsewhere.example")))),
                Map.entry(
                        "the token endpoint as audience",
                        signed(claims -> claims.audience(server.address() + "/api/v1/oauth2/token"))),
                Map.entry("no audience", signed(claims -> claims.audience((String) null))),
                Map.entry("another issuer", signed(claims -> claims.issuer("somebody"))),
                Map.entry("no issuer", signed(claims -> claims.issuer(null))),
                Map.entry(
                        "another subject",
                        signed(claims -> claims.subject(UUID.randomUUID().toString()))),
                Map.entry("no subject", signed(claims -> claims.subject(null))),
                Map.entry(
                        "a subject that is no id",
                        signed(claims -> claims.subject("x").issuer("x"))),
                Map.entry("no expiry", signed(claims -> claims.expirationTime(null))),
                Map.entry("expired", signed(claims -> claims.expirationTime(Date.from(now.minusSeconds(1))))),
                Map.entry(
                        "valid for too long", signed(claims -> claims.expirationTime(Date.from(now.plusSeconds(120))))),
                Map.entry(
                        "too old",
                        signed(claims -> claims.issueTime(Date.from(now.minusSeconds(90)))
                                .expirationTime(Date.from(now.minusSeconds(30))))),
                Map.entry("from the future", signed(claims -> claims.issueTime(Date.from(now.plusSeconds(30))))),
                Map.entry("not valid yet", signed(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(20))))),
                Map.entry("no time of issue", signed(claims -> claims.issueTime(null))),
                Map.entry("no jti", signed(claims -> claims.jwtID(null))),
                Map.entry("an overlong jti", signed(claims -> claims.jwtID("x".repeat(201)))));
        wrong.forEach((what, assertion) -> assertThatIsRefused(assertion, what));
        Tokens.requestWithAssertion(server, signed(claims -> claims)).expect(200);
    }

    @Test
    void anAssertionIsRefusedWhenItsSignatureIsNotTheTerminals() throws JOSEException {
        JWTClaimsSet claims = claims().build();
        assertThatIsRefused(Keypairs.sign("JWT", claims, Keypairs.fresh()), "another key");
        assertThatIsRefused(new PlainJWT(claims).serialize(), "none");
        SignedJWT hmac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        hmac.sign(new MACSigner(terminal.sig().getX().decode()));
        assertThatIsRefused(hmac.serialize(), "HS256 with what everybody knows");
        String right = signed(unchanged -> unchanged);
        assertThatIsRefused(right.substring(0, right.lastIndexOf('.') + 1), "no signature");
        String[] parts = right.split("\\.", -1);
        String[] others = signed(unchanged -> unchanged).split("\\.", -1);
        assertThatIsRefused(parts[0] + "." + others[1] + "." + parts[2], "another's payload");
        assertThatIsRefused("x", "no JWT");
    }

    @Test
    void ofManyThatRedeemOneAssertionAtOnceOneDoes() {
        for (int round = 0; round < Size.of(5, 200); round++) {
            String assertion = signed(claims -> claims);
            Callable<Reply> redemption = () -> Tokens.requestWithAssertion(server, assertion);
            try (Together together = new Together(6)) {
                assertThat(together.all(Collections.nCopies(6, redemption)))
                        .extracting(Reply::status)
                        .containsOnlyOnce(200)
                        .containsOnly(200, 401);
            }
        }
    }

    @Test
    void anAssertionIsRememberedForAsLongAsItWouldHold() {
        String early = signed(claims -> claims.issueTime(Date.from(server.now().plusSeconds(4)))
                .expirationTime(Date.from(server.now().plusSeconds(64))));
        Tokens.requestWithAssertion(server, early).expect(200);
        server.passes(Duration.ofSeconds(60));
        assertThatIsRefused(early, "just before it expires");
    }

    @Test
    void anotherTerminalsKeyDoesNotHold() {
        Terminal sibling = terminal.account().enrolsTerminal();
        assertThatIsRefused(Keypairs.sign("JWT", claims().build(), sibling.sig()), "the sibling's key");
    }

    @Test
    void anAssertionOfARevokedTerminalIsRefused() {
        String assertion = signed(claims -> claims);
        terminal.account().enterprise().delete("/terminals/" + terminal.id()).expect(204);
        assertThatIsRefused(assertion, "revoked");
    }

    @Test
    void aFormThatIsNotUnderstoodSaysSoInTheWordsOfTheStandard() {
        assertThat(error(Tokens.request(server, "", Map.of()).expect(400))).isEqualTo("invalid_request");
        assertThat(error(Tokens.request(server, "grant_type=password", Map.of()).expect(400)))
                .isEqualTo("unsupported_grant_type");
        assertThat(error(Tokens.request(
                                server,
                                "grant_type=client_credentials&client_assertion_type=x&client_assertion=y",
                                Map.of())
                        .expect(400)))
                .isEqualTo("invalid_request");
        Reply anonymous = Tokens.request(server, "grant_type=client_credentials", Map.of())
                .expect(401);
        assertThat(error(anonymous)).isEqualTo("invalid_client");
        assertThat(anonymous.header("WWW-Authenticate").orElse("")).startsWith("Basic");
        assertThat(error(Tokens.requestWithSecret(server, UUID.randomUUID().toString(), "wrong")
                        .expect(401)))
                .isEqualTo("invalid_client");
        assertThat(error(Tokens.request(server, "grant_type=client_credentials", Map.of("Authorization", "Basic !!!"))
                        .expect(401)))
                .isEqualTo("invalid_client");
    }

    @Test
    void aTokenIsSignedWithAPublishedKeyAndExpires() throws ParseException, JOSEException {
        String value = Tokens.requestWithAssertion(server, signed(claims -> claims))
                .expect(200)
                .json()
                .get("access_token")
                .asText();
        SignedJWT token = SignedJWT.parse(value);
        JWKSet keys =
                JWKSet.parse(server.anonymous().get("/oauth2/jwks").expect(200).text());
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        assertThat(keys.getKeys()).noneMatch(com.nimbusds.jose.jwk.JWK::isPrivate);
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(server.address());
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(server.address());

        Map<String, String> bearer = Map.of("Authorization", "Bearer " + value);
        Caller anybody = server.anonymous();
        anybody.request("GET", "/terminals/me", null, bearer).expect(200);
        server.passes(Duration.ofMinutes(10));
        anybody.request("GET", "/terminals/me", null, bearer).expect(401, "unauthenticated");
    }

    @Test
    void whatIsNoTokenOpensNothing() {
        String token = java.util.Objects.requireNonNull(terminal.token());
        String assertion = signed(claims -> claims);
        for (String wrong : List.of(
                "Bearer",
                "Bearer x",
                "Bearer " + assertion,
                "Basic " + token,
                "Bearer " + token.substring(0, token.length() - 4))) {
            Reply reply = server.anonymous()
                    .request("GET", "/terminals/me", null, Map.of("Authorization", wrong))
                    .expect(401, "unauthenticated");
            assertThat(reply.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
        }
    }

    @Test
    void theMetadataNamesWhatThereIs() {
        JsonNode metadata = server.http()
                .send("GET", "/.well-known/oauth-authorization-server", Map.of(), null)
                .expect(200)
                .json();
        assertThat(metadata.get("issuer").asText()).isEqualTo(server.address());
        assertThat(metadata.get("token_endpoint").asText()).isEqualTo(server.address() + "/api/v1/oauth2/token");
        assertThat(metadata.get("jwks_uri").asText()).isEqualTo(server.address() + "/api/v1/oauth2/jwks");
        assertThat(metadata.get("response_types_supported")).isEmpty();
        assertThat(texts(metadata.get("grant_types_supported"))).containsExactly("client_credentials");
        assertThat(texts(metadata.get("token_endpoint_auth_methods_supported")))
                .containsExactly("client_secret_basic", "private_key_jwt");
        assertThat(texts(metadata.get("token_endpoint_auth_signing_alg_values_supported")))
                .containsExactly("ES256");
        assertThat(texts(metadata.get("scopes_supported")))
                .contains("terminal", "manage", "act", "admin", "secret-replacement");
        assertThat(metadata.get("service_documentation").asText()).isEqualTo(server.address() + "/api/docs");
        for (String place : List.of("token_endpoint", "jwks_uri", "service_documentation")) {
            String path =
                    metadata.get(place).asText().substring(server.address().length());
            assertThat(server.http().send("GET", path, Map.of(), null).status())
                    .as(place)
                    .isNotEqualTo(404);
        }
    }

    private JWTClaimsSet.Builder claims() {
        Instant now = server.now();
        return new JWTClaimsSet.Builder()
                .issuer(terminal.id())
                .subject(terminal.id())
                .audience(server.address())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(50)))
                .jwtID(UUID.randomUUID().toString());
    }

    private String signed(UnaryOperator<JWTClaimsSet.Builder> change) {
        return Keypairs.sign("JWT", change.apply(claims()).build(), terminal.sig());
    }

    private void assertThatIsRefused(String assertion, String why) {
        Reply reply = Tokens.requestWithAssertion(server, assertion);
        assertThat(reply.status()).as(why).isEqualTo(401);
        assertThat(error(reply)).as(why).isEqualTo("invalid_client");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String error(Reply reply) {
        return reply.json().get("error").asText();
    }
}
