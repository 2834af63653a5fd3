// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Keypairs;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Tokens;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One signing key after the other: published before it signs, and kept until its last token is over. */
@ExtendWith(SharedServer.class)
class SigningKeyIT {
    private static final Duration LEAD = Duration.ofMinutes(10);
    private static final Duration LIFE_OF_A_TOKEN = Duration.ofMinutes(10);

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final JsonNode client;

    SigningKeyIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        client = server.admin()
                .post("/enterprises/" + enterprise.id() + "/api-clients", Map.of("name", "back end"))
                .expect(201)
                .json();
    }

    @Test
    void aKeyIsPublishedBeforeItSignsAndKeptUntilItsLastTokenIsOver() throws ParseException {
        // What other tests have made signs by then.
        server.passes(LEAD.plusSeconds(1));
        String first = kid(token());
        JsonNode made = server.admin().post("/signing-keys").expect(201).json();
        String next = made.get("id").asText();
        Instant signsFrom = Instant.parse(made.get("signsFrom").asText());

        assertThat(Duration.between(server.now(), signsFrom)).isBetween(LEAD.minusSeconds(30), LEAD);
        assertThat(published()).contains(first, next);
        assertThat(kid(token())).isEqualTo(first);
        assertThat(listed(first).get("verifiesUntil").asText()).isNotBlank();
        assertThat(listed(next).has("verifiesUntil")).isFalse();

        server.passes(Duration.between(server.now(), signsFrom).minusSeconds(5));
        String last = token();
        assertThat(kid(last)).as("until its time has come").isEqualTo(first);

        server.passes(Duration.ofSeconds(10));
        assertThat(kid(token())).isEqualTo(next);
        reads(last).expect(200);

        server.passes(LIFE_OF_A_TOKEN.plusSeconds(5));
        reads(last).expect(401, "unauthenticated");
        assertThat(published()).contains(next).doesNotContain(first);
        Awaitility.await("the key is forgotten")
                .atMost(Duration.ofSeconds(15))
                .until(() ->
                        server.admin().reads("/signing-keys?limit=200").get("items").findValuesAsText("id").stream()
                                .noneMatch(first::equals));
    }

    /** However long tokens live by now: whoever forgets the key at its end turns nobody away who has a token. */
    @Test
    void noTokenOutlivesItsKey() throws ParseException {
        server.admin().post("/signing-keys").expect(201);
        String signer = kid(token());
        Instant end = server.now().plus(LIFE_OF_A_TOKEN.dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        assertThat(Sql.refusal(
                        server,
                        "update signing_key set expires_at = timestamp with time zone '" + end + "' where id = '"
                                + signer + "'"))
                .isEmpty();
        Awaitility.await("the node reads the keys anew")
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            reads(ofAnUnknownKey()).expect(401, "unauthenticated");
                            return SignedJWT.parse(token())
                                    .getJWTClaimsSet()
                                    .getExpirationTime()
                                    .toInstant();
                        },
                        end::equals);

        JsonNode granted = grant();
        SignedJWT token = SignedJWT.parse(granted.get("access_token").asText());

        assertThat(token.getHeader().getKeyID()).isEqualTo(signer);
        assertThat(token.getJWTClaimsSet().getExpirationTime()).isEqualTo(Date.from(end));
        assertThat(granted.get("expires_in").asLong()).isLessThanOrEqualTo(LIFE_OF_A_TOKEN.toSeconds() / 2);
        server.passes(LEAD);
    }

    @Test
    void aRevokedKeyTakesItsTokensAlongAndAnotherSignsAtOnce() throws ParseException {
        String lost = token();
        String revoked = kid(lost);
        String toCome = server.admin()
                .post("/signing-keys")
                .expect(201)
                .json()
                .get("id")
                .asText();
        reads(lost).expect(200);

        server.admin()
                .request("DELETE", "/signing-keys/" + revoked, null, Map.of())
                .expect(204);
        try {
            reads(lost).expect(401, "unauthenticated");
            String fresh = token();
            assertThat(kid(fresh)).isNotIn(revoked, toCome);
            reads(fresh).expect(200);
            assertThat(published()).contains(kid(fresh)).doesNotContain(revoked, toCome);
        } finally {
            // Tokens that others hold, the administrator's among them, were of that key.
            server.passes(LIFE_OF_A_TOKEN);
        }
        assertThat(listed(kid(token())).has("verifiesUntil")).isFalse();
    }

    @Test
    void aKeyThatWasToSignAndIsRevokedLeavesOneThatSigns() throws ParseException {
        String lasting = token();
        String toCome = server.admin()
                .post("/signing-keys")
                .expect(201)
                .json()
                .get("id")
                .asText();

        server.admin()
                .request("DELETE", "/signing-keys/" + toCome, null, Map.of())
                .expect(204);

        reads(lasting).expect(200);
        assertThat(kid(token())).isNotIn(toCome, kid(lasting));
        assertThat(listed(kid(token())).has("verifiesUntil")).isFalse();
        server.admin()
                .request("DELETE", "/signing-keys/" + toCome, null, Map.of())
                .expect(404, "not-found");
    }

    @Test
    void whoeverVerifiesMayKeepTheKeysForAWhile() {
        Reply reply = server.anonymous().get("/oauth2/jwks").expect(200);

        assertThat(reply.headers().allValues("Cache-Control")).containsExactly("public, max-age=300");
    }

    private List<String> published() {
        List<String> kids = new ArrayList<>();
        server.anonymous()
                .reads("/oauth2/jwks")
                .get("keys")
                .forEach(key -> kids.add(key.get("kid").asText()));
        return kids;
    }

    private JsonNode listed(String kid) {
        for (JsonNode key : server.admin().reads("/signing-keys?limit=200").get("items")) {
            if (key.get("id").asText().equals(kid)) {
                return key;
            }
        }
        throw new AssertionError("The key is not in the list");
    }

    private JsonNode grant() {
        return Tokens.requestWithSecret(
                        server, client.get("id").asText(), client.get("secret").asText())
                .expect(200)
                .json();
    }

    private String token() {
        return grant().get("access_token").asText();
    }

    private static String kid(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    /** A node that sees one looks whether there is such a key by now. */
    private static String ofAnUnknownKey() throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID("unknown")
                .build();
        SignedJWT token = new SignedJWT(
                header, new JWTClaimsSet.Builder().subject("nobody").build());
        token.sign(new ECDSASigner(Keypairs.fresh()));
        return token.serialize();
    }

    private Reply reads(String token) {
        return server.anonymous().request("GET", "/accounts", null, Map.of("Authorization", "Bearer " + token));
    }
}
