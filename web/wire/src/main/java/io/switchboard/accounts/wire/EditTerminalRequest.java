// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What can be edited of a terminal, as a whole.
 *
 * @param name what its owner calls the device
 */
public record EditTerminalRequest(@NotBlank @Size(max = 100) String name) {}
