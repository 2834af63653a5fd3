// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import java.time.Instant;
import java.util.UUID;

/**
 * A caller whom an identifier lets through no more.
 *
 * @param pseudonym all that the owner knows of it
 */
public record Block(UUID id, String pseudonym, Instant at) {}
