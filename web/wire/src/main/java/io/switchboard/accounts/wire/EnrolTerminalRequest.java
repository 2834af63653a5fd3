// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Enrols a terminal.
 *
 * @param code the enrolment code; spaces, hyphens and case do not matter
 * @param name what its owner calls the device
 * @param sig the key that signs; made on the device, its private half never leaves it
 * @param enc the key that others encrypt to; another key than {@code sig}
 * @param proof a JWT (RFC 7519) of type {@code enrolment+jwt}, signed with {@code sig} (ES256), whose claims are {@code aud} (the
 *     server's issuer), {@code code} (the normalised code: 26 symbols in upper case) and {@code enc} (the RFC 7638 SHA-256 thumbprint of the key {@code enc})
 */
public record EnrolTerminalRequest(
        @NotBlank @Size(max = 80) String code,
        @NotBlank @Size(max = 100) String name,
        @NotNull @Valid PublicJwk sig,
        @NotNull @Valid PublicJwk enc,
        @NotBlank @Size(max = 4000) String proof) {}
