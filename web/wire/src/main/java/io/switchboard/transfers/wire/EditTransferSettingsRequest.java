// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import org.jspecify.annotations.Nullable;

/**
 * The editable settings; what is taken away ({@code null}) is the server's default again.
 *
 * @param algorithm the rule by which data get their identification code from now on; what is stored stays findable under the code that it
 *     was stored with
 */
public record EditTransferSettingsRequest(@Nullable IdentificationRule algorithm) {}
