// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

/** Which side of a transfer. */
public enum TransferSide {
    /** Who sends. */
    SOURCE,
    /** Who is sent to. */
    TARGET
}
