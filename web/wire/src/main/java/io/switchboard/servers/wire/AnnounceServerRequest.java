// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.wire;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * How a private server wants to be shown to the terminals of its enterprise.
 *
 * @param name what whoever runs it calls it
 * @param url how terminals reach it
 */
public record AnnounceServerRequest(
        @NotNull @Size(min = 1, max = 100) String name,

        @NotNull
        @Size(max = 200)
        @Pattern(
                regexp = "https?://[A-Za-z0-9._\\[\\]:-]+",
                message = "must be an http or https URL of host and port alone")
        String url) {}
