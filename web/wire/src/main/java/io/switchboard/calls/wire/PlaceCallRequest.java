// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Calls a virtual identifier.
 *
 * @param to the code in any of its forms, as typed or as scanned
 */
public record PlaceCallRequest(@NotBlank @Size(max = 500) String to) {}
