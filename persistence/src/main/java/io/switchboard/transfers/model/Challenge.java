// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.transfers.wire.ContentId;
import java.time.Instant;

/**
 * A challenge to prove the possession of a content: good for one answer, until its time. The latest of a transfer is the only one; transfers
 * of one source and content may have the same.
 *
 * @param content what is to be proven
 * @param nonce in Base64url
 * @param seed of the positions, in Base64url
 */
public record Challenge(ContentId content, String nonce, String seed, Instant expiresAt) {}
