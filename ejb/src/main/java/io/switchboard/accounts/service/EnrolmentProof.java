// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.EnrolTerminalRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;

/** Checks that whoever enrols a terminal holds the private key, and means this server, this code and these keys. */
@ApplicationScoped
class EnrolmentProof {
    private static final JOSEObjectType TYPE = new JOSEObjectType("enrolment+jwt");

    @Inject
    Settings settings;

    /**
     * Checks the proof.
     *
     * @return the signing key's thumbprint (RFC 7638)
     * @throws RefusedException {@code key-invalid} or {@code enrolment-refused}
     */
    String verify(EnrolTerminalRequest request, String code) {
        ECKey sig = Keys.parse(request.sig(), "/sig");
        ECKey enc = Keys.parse(request.enc(), "/enc");
        if (sig.equals(enc)) {
            throw RefusedException.field(AccountsRefusal.KEY_INVALID, "/enc", "One key, one use: enc must not be sig");
        }
        try {
            SignedJWT proof = SignedJWT.parse(request.proof());
            JWTClaimsSet claims = proof.getJWTClaimsSet();
            boolean holds = JWSAlgorithm.ES256.equals(proof.getHeader().getAlgorithm())
                    && TYPE.equals(proof.getHeader().getType())
                    && proof.verify(new ECDSAVerifier(sig))
                    && claims.getAudience()
                            .equals(List.of(settings.get(SettingKey.PUBLIC_URL).toString()))
                    && code.equals(claims.getStringClaim("code"))
                    && enc.computeThumbprint().toString().equals(claims.getStringClaim("enc"));
            if (!holds) {
                throw TerminalService.refused();
            }
            return sig.computeThumbprint().toString();
        } catch (ParseException | JOSEException e) {
            throw TerminalService.refused();
        }
    }
}
