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
 * What can be edited of a webhook, as a whole.
 *
 * @param url where events are delivered to
 * @param types which events; all when absent
 * @param description for people
 * @param enabled false: nothing is delivered, and what happens meanwhile is not kept for it; true again: it goes on where it stopped
 */
public record EditWebhookRequest(
        @NotBlank @Size(max = 2000) String url,

        @Size(min = 1, max = 50) @Nullable
        Set<@NotNull @Pattern(regexp = EventPattern.REGEXP) @Size(max = EventPattern.LENGTH) String> types,

        @Size(max = 200) @Nullable String description,
        @NotNull Boolean enabled) {
    /** Keeps the set in one order. */
    public EditWebhookRequest {
        types = Canonical.set(types);
    }
}
