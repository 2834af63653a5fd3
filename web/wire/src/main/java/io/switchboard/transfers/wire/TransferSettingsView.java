// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

/**
 * How an enterprise's data are sent.
 *
 * @param algorithm the rule by which its data get their identification code
 * @param accountShare how much of the enterprise's room the open transfers of one account may take, in percent
 * @param openTransfers how many transfers that one account sends may be open at a time
 * @param addressTargets whether its terminals can be sent to by the IP address of a channel, where they agree
 */
public record TransferSettingsView(
        IdentificationRule algorithm, int accountShare, int openTransfers, boolean addressTargets) {}
