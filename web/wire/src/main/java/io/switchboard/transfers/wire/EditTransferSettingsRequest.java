// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The editable settings; what is taken away ({@code null}) is the server's default again.
 *
 * @param algorithm the rule by which data get their identification code from now on; what is stored stays findable under the code that it
 *     was stored with
 * @param accountShare how much of the enterprise's room the open transfers of one account may take, in percent; 50 by default
 * @param openTransfers how many transfers that one account sends may be open at a time, 1 to 1,000,000; 1,000 by default
 * @param addressTargets whether its terminals can be sent to by the IP address of a channel, where they agree; false by default
 */
public record EditTransferSettingsRequest(
        @Nullable IdentificationRule algorithm,
        @Min(1) @Max(100) @Nullable Integer accountShare,
        @Min(1) @Max(1_000_000) @Nullable Integer openTransfers,
        @Nullable Boolean addressTargets) {}
