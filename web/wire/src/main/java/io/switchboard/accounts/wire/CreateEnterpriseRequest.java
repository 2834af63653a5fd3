// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Creates an enterprise.
 *
 * @param name for people, 1 to 200 characters
 */
public record CreateEnterpriseRequest(
        @NotBlank @Size(max = 200) String name) {}
