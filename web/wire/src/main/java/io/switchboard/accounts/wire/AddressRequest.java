// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A real address of an account.
 *
 * @param kind phone or social
 * @param provider the social provider, lower case; for social addresses only
 * @param value a telephone number with its country code ({@code +49 30 901820}; normalised to E.164), or the handle
 */
public record AddressRequest(
        @NotNull AddressKind kind,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,49}") @Nullable
        String provider,

        @NotBlank @Size(max = 320) String value) {}
