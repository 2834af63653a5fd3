// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.switchboard.accounts.model.CredentialRepository;
import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.shared.service.Configured;
import io.switchboard.shared.wire.TerminalId;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAssertionsTest {
    private static final String ISSUER = "https://switchboard.example";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final UUID ID = UUID.fromString("0193b2f4-6a00-7abc-8def-0123456789ab");
    private static final UUID OTHER_ID = UUID.fromString("0193b2f4-6a00-7abc-8def-0123456789ac");
    private static final Device PHONE = new Device();
    private static final Device TABLET = new Device();

    private final Terminal phone = PHONE.enrolled(ID, NOW);
    private final UsedAssertions used = new UsedAssertions();
    private final ClientAssertions assertions = assertions();

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    private ClientAssertions assertions() {
        ClientAssertions checked = new ClientAssertions();
        checked.settings = Configured.settings(Map.of("switchboard.public-url", ISSUER));
        checked.secrets = Configured.secrets(0);
        checked.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        checked.credentials = used;
        checked.terminals = new Terminals(Map.of(ID, phone, OTHER_ID, TABLET.enrolled(OTHER_ID, NOW)));
        return checked;
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ID.toString())
                .subject(ID.toString())
                .audience(ISSUER)
                .jwtID("once")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    @Test
    void anAssertionThatHoldsIsRedeemedForItsTerminal() {
        assertThat(assertions.redeem(PHONE.signs(null, claims().build()))).contains(phone);
        assertThat(used.uses).hasSize(1);
    }

    @Test
    void anAssertionIsUsedOnce() {
        String assertion = PHONE.signs(null, claims().build());
        assertions.redeem(assertion);

        refused(assertion);
    }

    @Test
    void aRepeatedIdIsRefusedEvenInANewlySignedAssertion() {
        assertions.redeem(PHONE.signs(null, claims().build()));

        refused(PHONE.signs(
                null, claims().expirationTime(Date.from(NOW.plusSeconds(30))).build()));
    }

    @Test
    void anotherTerminalMayUseTheSameId() {
        assertions.redeem(PHONE.signs(null, claims().build()));

        assertThat(assertions.redeem(TABLET.signs(
                        null,
                        claims().issuer(OTHER_ID.toString())
                                .subject(OTHER_ID.toString())
                                .build())))
                .isPresent();
    }

    /** Forgotten any sooner, it could be used again. */
    @Test
    void aUseIsRememberedUntilTheAssertionHasExpiredForCertain() {
        assertThat(assertions.redeem(PHONE.signs(
                        null,
                        claims().issueTime(Date.from(NOW.plusSeconds(5)))
                                .expirationTime(Date.from(NOW.plusSeconds(65)))
                                .build())))
                .isPresent();

        assertThat(used.uses.values()).allMatch(until -> until.isAfter(NOW.plusSeconds(65)));
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "0, 1", "-59, 1", "-30, 30", "5, 65", "5, 6"})
    void aTimelyAssertionHolds(int issued, int expires) {
        assertThat(assertions.redeem(PHONE.signs(null, times(issued, expires)))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-30, -1",
        "-60, 0",
        "-61, -1",
        "-61, 1",
        "6, 60",
        "0, 61",
        "-1, 60",
        "5, 66",
        "0, 2147483647",
        "-2147483648, 60"
    })
    void anAssertionThatIsOldOrAheadOfTimeOrLastsTooLongIsRefused(long issued, long expires) {
        refused(PHONE.signs(null, times(issued, expires)));
    }

    @ParameterizedTest
    @CsvSource({"-60, true", "0, true", "5, true", "6, false", "60, false"})
    void anAssertionHoldsFromItsOwnBeginningOn(long notBefore, boolean holds) {
        String assertion = PHONE.signs(
                null,
                claims().notBeforeTime(Date.from(NOW.plusSeconds(notBefore))).build());

        assertThat(assertions.redeem(assertion).isPresent()).isEqualTo(holds);
    }

    private static JWTClaimsSet times(long issued, long expires) {
        return claims().issueTime(Date.from(NOW.plusSeconds(issued)))
                .expirationTime(Date.from(NOW.plusSeconds(expires)))
                .build();
    }

    static Stream<Arguments> otherClaims() {
        return Stream.of(
                Arguments.of("no issue time", claims().issueTime(null).build()),
                Arguments.of("no expiry", claims().expirationTime(null).build()),
                Arguments.of("no id", claims().jwtID(null).build()),
                Arguments.of("an empty id", claims().jwtID("").build()),
                Arguments.of("a very long id", claims().jwtID("x".repeat(201)).build()),
                Arguments.of("no issuer", claims().issuer(null).build()),
                Arguments.of("no subject", claims().subject(null).build()),
                Arguments.of(
                        "another's subject",
                        claims().subject(OTHER_ID.toString()).build()),
                Arguments.of(
                        "another issuer", claims().issuer(OTHER_ID.toString()).build()),
                Arguments.of("an unknown terminal", terminal(new UUID(7, 7).toString())),
                Arguments.of("no id of a terminal", terminal("phone")),
                Arguments.of("the server as issuer", claims().issuer(ISSUER).build()),
                Arguments.of(
                        "another audience",
                        claims().audience("https://another.example").build()),
                Arguments.of(
                        "the token endpoint as audience",
                        claims().audience(ISSUER + "/api/v1/oauth2/token").build()),
                Arguments.of(
                        "two audiences",
                        claims().audience(List.of(ISSUER, "https://another.example"))
                                .build()),
                Arguments.of("no audience", claims().audience(List.of()).build()),
                Arguments.of("nothing", new JWTClaimsSet.Builder().build()));
    }

    private static JWTClaimsSet terminal(String id) {
        return claims().issuer(id).subject(id).build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherClaims")
    void anAssertionWithOtherClaimsIsRefused(String what, JWTClaimsSet claims) {
        refused(PHONE.signs(null, claims));
    }

    @Test
    void anIdAsLongAsAllowedIsAccepted() {
        assertThat(assertions.redeem(
                        PHONE.signs(null, claims().jwtID("x".repeat(200)).build())))
                .isPresent();
    }

    @Test
    void anAssertionThatAnotherKeySignedIsRefused() {
        refused(TABLET.signs(null, claims().build()));
        refused(Device.signed(PHONE.enc, null, claims().build()));
    }

    @Test
    void aTokenThatNobodySignedIsRefused() {
        refused(new PlainJWT(claims().build()).serialize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "not a token", "{}"})
    void whatIsNoTokenIsRefused(String assertion) {
        refused(assertion);
    }

    @Test
    void aRevokedTerminalIsRefused() {
        phone.revoke(NOW);

        refused(PHONE.signs(null, claims().build()));
    }

    @Test
    void anAssertionThatDoesNotHoldIsNotUsedUp() {
        refused(TABLET.signs(null, claims().build()));

        assertThat(assertions.redeem(PHONE.signs(null, claims().build()))).isPresent();
    }

    /** Refused, and without a trace: otherwise a stranger could use up ids of a terminal, or fill the table. */
    private void refused(String assertion) {
        int before = used.uses.size();
        assertThat(assertions.redeem(assertion)).isEmpty();
        assertThat(used.uses).hasSize(before);
    }

    private static final class Terminals extends TerminalRepository {
        private final Map<UUID, Terminal> rows;

        Terminals(Map<UUID, Terminal> rows) {
            super(noDatabase());
            this.rows = rows;
        }

        @Override
        public Optional<Terminal> terminal(TerminalId id) {
            return Optional.ofNullable(rows.get(id.value()));
        }
    }

    private static final class UsedAssertions extends CredentialRepository {
        private final Map<ByteBuffer, Instant> uses = new HashMap<>();

        UsedAssertions() {
            super(noDatabase());
        }

        @Override
        public boolean useAssertion(byte[] jtiMac, Instant expiresAt) {
            return uses.putIfAbsent(ByteBuffer.wrap(jtiMac), expiresAt) == null;
        }
    }

    private static EntityManager noDatabase() {
        return (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, args) -> {
                    throw new AssertionError("there is no database here: " + method);
                });
    }
}
