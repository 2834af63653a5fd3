// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates an account.
 *
 * @param name for the enterprise; never shown to another party
 * @param addresses the real addresses, each unique in the enterprise
 */
public record CreateAccountRequest(
        @NotBlank @Size(max = 200) String name,
        @Size(max = 20) @Nullable List<@NotNull @Valid AddressRequest> addresses) {}
