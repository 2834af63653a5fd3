// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.time.Instant;

/**
 * A content as the store has it.
 *
 * @param size in bytes
 * @param keptAt when it was last put there: by this server's clock in a directory, by the store's own in a bucket
 */
public record StoredContent(ContentKey key, long size, Instant keptAt) {}
