// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

/** What a move has done, for those who are told of it. */
public enum TransferChange {
    /** Declared; the target may fetch what there is. */
    OFFERED,
    /** Its content has begun to come, and is large enough to be worth reading before it is all there. */
    UPLOADING,
    /** The server has all of the content, verified. */
    READY,
    /** Complete. */
    RECEIVED,
    /** The target said no, as a whole. */
    DECLINED,
    /** Its time ran out. */
    EXPIRED,
    /** The source took it back. */
    CANCELLED,
    /** The content did not come, or was not what its code says. */
    FAILED;

    /** Whether the transfer is over with it. */
    public boolean isEnd() {
        return this != OFFERED && this != UPLOADING && this != READY;
    }
}
