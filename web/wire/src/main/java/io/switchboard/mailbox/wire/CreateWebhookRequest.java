// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.Canonical;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates a webhook of the enterprise.
 *
 * @param url where events are delivered to: https, public, without user name and fragment
 * @param types which events: {@code call.ringing}, {@code call.*}; all when absent
 * @param description for people
 */
public record CreateWebhookRequest(
        @NotBlank @Size(max = 2000) String url,

        @Size(min = 1, max = 50) @Nullable
        Set<@NotNull @Pattern(regexp = EventPattern.REGEXP) @Size(max = EventPattern.LENGTH) String> types,

        @Size(max = 200) @Nullable String description) {
    /** Keeps the set in one order. */
    public CreateWebhookRequest {
        types = Canonical.set(types);
    }
}
