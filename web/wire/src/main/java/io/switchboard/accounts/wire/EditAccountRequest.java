// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.Canonical;
import io.switchboard.shared.wire.NoteBounds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be edited of an account, as a whole.
 *
 * @param name for the enterprise; never shown to another party
 * @param addresses all of its real addresses; those that are not named are removed. A merge patch replaces the list as a whole.
 * @param externalId the enterprise's own id for it, unique in the enterprise
 * @param metadata whatever else the enterprise keeps on it; a merge patch takes a pair away by null
 */
public record EditAccountRequest(
        @NotBlank @Size(max = 200) String name,
        @Size(max = 20) @Nullable List<@NotNull @Valid AddressRequest> addresses,

        @Size(min = 1, max = NoteBounds.EXTERNAL_ID) @Pattern(regexp = NoteBounds.EXTERNAL_ID_PATTERN) @Nullable
        String externalId,

        @Size(max = NoteBounds.PAIRS) @Nullable
        Map<@Pattern(regexp = NoteBounds.KEY_PATTERN) String, @NotNull @Size(max = NoteBounds.VALUE) String> metadata) {
    /** Keeps the pairs in one order. */
    public EditAccountRequest {
        metadata = Canonical.map(metadata);
    }
}
