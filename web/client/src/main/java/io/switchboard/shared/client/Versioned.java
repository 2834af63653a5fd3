// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

/**
 * A resource together with what an edit must name (RFC 9110 {@code If-Match}), so that nobody overwrites what they have not seen.
 *
 * @param etag the entity tag, quoted as it came
 */
public record Versioned<T>(T value, String etag) {}
