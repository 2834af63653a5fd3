// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

/**
 * The database's key is wrapped under another master key.
 *
 * @param id that master key's
 */
record MasterKeyRotated(String id) {}
