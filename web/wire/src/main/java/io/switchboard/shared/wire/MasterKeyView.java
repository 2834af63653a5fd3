// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.time.Instant;

/**
 * The master key in force; nothing of the key itself.
 *
 * @param fingerprint the beginning of its SHA-256 digest, to tell copies apart
 * @param rotatedAt since when it is in force
 */
public record MasterKeyView(String fingerprint, Instant rotatedAt) {}
