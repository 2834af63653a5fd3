// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

/**
 * The key under which a database's secrets are.
 *
 * @param id the beginning of its digest, in hexadecimal
 * @param wrapped the key, encrypted under the master key
 */
@SuppressWarnings("ArrayRecordComponent") // a row, never compared
public record WrappedKey(String id, byte[] wrapped) {}
