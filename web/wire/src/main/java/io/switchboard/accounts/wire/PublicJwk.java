// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * A public P-256 key (RFC 7517, RFC 7518 section 6.2).
 *
 * @param kty always {@code EC}
 * @param crv always {@code P-256}
 * @param x the x coordinate, base64url, 32 bytes
 * @param y the y coordinate, base64url, 32 bytes
 */
public record PublicJwk(
        @NotNull @Pattern(regexp = "EC") String kty,
        @NotNull @Pattern(regexp = "P-256") String crv,

        @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
        String x,

        @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
        String y) {}
