// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be edited of an account, as a whole.
 *
 * @param name for the enterprise; never shown to another party
 * @param addresses all of its real addresses; those that are not named are removed. A merge patch replaces the list as a whole.
 */
public record EditAccountRequest(
        @NotBlank @Size(max = 200) String name,
        @Size(max = 20) @Nullable List<@NotNull @Valid AddressRequest> addresses) {}
