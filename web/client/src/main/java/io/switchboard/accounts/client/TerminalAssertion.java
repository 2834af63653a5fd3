// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import com.nimbusds.jwt.JWTClaimsSet;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.client.TokenGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/** {@code private_key_jwt} (RFC 7523): a terminal signs who it is, for this server, for less than a minute, once. */
final class TerminalAssertion implements TokenGrant {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration LIFE = Duration.ofSeconds(55);

    private final SwitchboardClient server;
    private final TerminalIdentity identity;

    TerminalAssertion(SwitchboardClient server, TerminalIdentity identity) {
        this.server = server;
        this.identity = identity;
    }

    @Override
    public Map<String, String> form(Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(identity.id().toString())
                .subject(identity.id().toString())
                .audience(server.issuer())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .jwtID(server.surroundings().token())
                .build();
        return Map.of(
                "client_assertion_type",
                TYPE,
                "client_assertion",
                identity.keys().sign("JWT", claims));
    }

    @Override
    public Optional<String> authorization() {
        return Optional.empty();
    }

    @Override
    public String remedy() {
        return "this terminal was revoked, its account is erased, or the server has begun anew; enrol with another code";
    }

    @Override
    public boolean dependsOnTime() {
        return true;
    }
}
