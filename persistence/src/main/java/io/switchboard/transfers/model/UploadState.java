// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import java.util.EnumSet;
import java.util.Set;

/** How far an upload is. Each constant lists where it may go; what lists nothing is final. */
public enum UploadState {
    /** Bytes may come, or all are there and are being verified. */
    RECEIVING,
    /** All bytes are there; those of a whole content are verified and in the store. */
    COMPLETE,
    /** What was uploaded is not what the code says. */
    FAILED,
    /** The source gave it up, its transfer is over, or its bytes are part of a concatenation. */
    TERMINATED,
    /** Its time ran out. */
    EXPIRED;

    /** Where an upload in this state may go. */
    public Set<UploadState> successors() {
        return switch (this) {
            case RECEIVING -> EnumSet.of(COMPLETE, FAILED, TERMINATED, EXPIRED);
            case COMPLETE -> EnumSet.of(TERMINATED, EXPIRED);
            case FAILED, TERMINATED, EXPIRED -> EnumSet.noneOf(UploadState.class);
        };
    }

    /** Whether its bytes are gone, and nothing can happen to it any more. */
    public boolean isFinal() {
        return successors().isEmpty();
    }
}
