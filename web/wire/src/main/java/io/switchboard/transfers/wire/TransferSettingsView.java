// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

/**
 * How an enterprise's data are sent.
 *
 * @param algorithm the rule by which its data get their identification code
 */
public record TransferSettingsView(IdentificationRule algorithm) {}
