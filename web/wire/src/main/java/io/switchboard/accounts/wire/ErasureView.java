// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.AccountId;
import java.time.Instant;

/**
 * That an account is erased, or has been.
 *
 * @param accountId which one
 * @param erasedAt when its erasure began
 */
public record ErasureView(AccountId accountId, Instant erasedAt) {}
