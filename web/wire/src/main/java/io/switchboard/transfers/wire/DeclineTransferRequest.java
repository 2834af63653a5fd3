// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import org.jspecify.annotations.Nullable;

/**
 * Says no to a transfer.
 *
 * @param scope for whom; for the account unless it is said
 */
public record DeclineTransferRequest(@Nullable DeclineScope scope) {}
