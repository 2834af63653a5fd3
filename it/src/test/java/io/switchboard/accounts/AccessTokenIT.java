// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Access tokens are JWTs as RFC 9068 has them, whoever asked and in whichever way. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class AccessTokenIT {
    /** RFC 9068, 2.2 and 2.2.3. */
    private static final Set<String> CLAIMS = Set.of("iss", "exp", "aud", "sub", "client_id", "iat", "jti", "scope");

    private static final Duration LIFE = Duration.ofMinutes(10);

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Terminal terminal;

    AccessTokenIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        terminal = enterprise.newAccount().enrolsTerminal();
    }

    @Test
    void everyTokenHasTheClaimsOfTheProfileAndNoOthers() throws ParseException {
        Set<String> ids = new HashSet<>();
        for (Caller caller : List.of(server.admin(), enterprise, terminal)) {
            SignedJWT token = token(caller);
            assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
            assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
            JWTClaimsSet claims = token.getJWTClaimsSet();
            assertThat(claims.getClaims().keySet()).isEqualTo(CLAIMS);
            assertThat(claims.getIssuer()).isEqualTo(server.address());
            assertThat(claims.getAudience()).containsExactly(server.address());
            Instant issued = claims.getIssueTime().toInstant();
            assertThat(issued).isBeforeOrEqualTo(server.now());
            assertThat(claims.getExpirationTime().toInstant()).isEqualTo(issued.plus(LIFE));
            assertThat(ids.add(claims.getJWTID())).isTrue();
        }
    }

    @Test
    void theSubjectIsTheClientAndTheScopeIsWhatItMay() throws ParseException {
        JWTClaimsSet device = token(terminal).getJWTClaimsSet();
        assertThat(device.getStringClaim("client_id")).isEqualTo(terminal.id());
        assertThat(device.getSubject()).isEqualTo("terminal:" + terminal.id());
        assertThat(device.getStringClaim("scope")).isEqualTo("terminal");
        JWTClaimsSet manager = token(enterprise.newClient("manage")).getJWTClaimsSet();
        assertThat(manager.getSubject()).isEqualTo("api-client:" + manager.getStringClaim("client_id"));
        assertThat(manager.getStringClaim("scope")).isEqualTo("manage");
        assertThat(token(enterprise).getJWTClaimsSet().getStringClaim("scope")).isEqualTo("act manage");
        assertThat(token(server.admin()).getJWTClaimsSet().getStringClaim("scope"))
                .isEqualTo("admin");
    }

    private static SignedJWT token(Caller caller) throws ParseException {
        return SignedJWT.parse(Objects.requireNonNull(caller.token()));
    }
}
