// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.accounts.model.CredentialRepository;
import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.shared.service.Secrets;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the assertions by which terminals authenticate (RFC 7523): issuer and subject are the terminal, the audience is exactly this
 * server, at most 60 seconds old, and never used twice.
 */
@ApplicationScoped
class ClientAssertions {
    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final int MAX_JTI = 200;

    @Inject
    TerminalRepository terminals;

    @Inject
    CredentialRepository credentials;

    @Inject
    Secrets secrets;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Uses an assertion up; empty when it does not hold. */
    Optional<Terminal> redeem(String assertion) {
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Optional<Terminal> terminal =
                    subject(claims).flatMap(terminals::terminal).filter(found -> found.state() == TerminalState.ACTIVE);
            if (terminal.isEmpty() || !isSignedBy(terminal.get(), jwt) || !isTimely(claims) || !isForUs(claims)) {
                return Optional.empty();
            }
            return isFresh(claims, terminal.get()) ? terminal : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    /** Who an assertion for this server says that it is of, proven or not; empty when it is none, or too old. */
    Optional<TerminalId> claimed(String assertion) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(assertion).getJWTClaimsSet();
            return isTimely(claims) && isForUs(claims) ? subject(claims) : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<TerminalId> subject(JWTClaimsSet claims) {
        String subject = claims.getSubject();
        if (subject == null || !subject.equals(claims.getIssuer())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TerminalId(subject));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isSignedBy(Terminal terminal, SignedJWT jwt) throws JOSEException {
        return JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                && jwt.verify(new ECDSAVerifier(
                        Keys.of(terminal.sig().x(), terminal.sig().y())));
    }

    private boolean isTimely(JWTClaimsSet claims) {
        Instant issued = instant(claims.getIssueTime());
        Instant expires = instant(claims.getExpirationTime());
        Instant notBefore = instant(claims.getNotBeforeTime());
        Instant now = clock.instant();
        return issued != null
                && expires != null
                && !issued.isAfter(now.plus(SKEW))
                && !issued.isBefore(now.minus(MAX_AGE))
                && expires.isAfter(now)
                && !expires.isAfter(issued.plus(MAX_AGE))
                && (notBefore == null || !notBefore.isAfter(now.plus(SKEW)));
    }

    private boolean isForUs(JWTClaimsSet claims) {
        return claims.getAudience()
                .equals(List.of(settings.get(SettingKey.PUBLIC_URL).toString()));
    }

    private boolean isFresh(JWTClaimsSet claims, Terminal terminal) {
        String jti = claims.getJWTID();
        return jti != null
                && !jti.isEmpty()
                && jti.length() <= MAX_JTI
                && credentials.useAssertion(
                        secrets.mac("assertion", terminal.id().toString() + '\n' + jti),
                        clock.instant().plus(MAX_AGE).plus(MAX_AGE));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
