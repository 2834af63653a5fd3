// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;
import java.util.EnumSet;
import java.util.Set;

/** How far the server has the content of a transfer. Each constant lists where it may go; what lists nothing is final. */
public enum ContentState {
    /** The source has said what it sends; the server does not have it, or does not say so, and waits for the upload. */
    DECLARED,
    /** The server has data of this code; the source has to prove that it has them too. */
    PROOF_REQUIRED,
    /** The central server has it, and the source has proven there that it had it: it comes from there, and is not uploaded. */
    ELSEWHERE,
    /** The source uploads it, or this private server fetches it. */
    UPLOADING,
    /** The server has it, verified, and the source is known to have had it. */
    STORED,
    /** It will not come any more, or has got lost. */
    FAILED;

    /** Where a content in this state may go. */
    public Set<ContentState> successors() {
        return switch (this) {
            case DECLARED, PROOF_REQUIRED -> EnumSet.of(ELSEWHERE, UPLOADING, STORED, FAILED);
            case ELSEWHERE -> EnumSet.of(DECLARED, UPLOADING, STORED, FAILED);
            case UPLOADING -> EnumSet.of(STORED, FAILED);
            case STORED -> EnumSet.of(FAILED);
            case FAILED -> EnumSet.noneOf(ContentState.class);
        };
    }

    /** As the target may know it: whether the server has had the data before is between it and the source. */
    public ContentState toTarget() {
        return this == PROOF_REQUIRED || this == ELSEWHERE ? DECLARED : this;
    }

    /** Where it may go, as the target may know it. */
    public Set<ContentState> successorsToTarget() {
        Set<ContentState> known = EnumSet.allOf(ContentState.class);
        known.retainAll(toTarget().successors());
        known.remove(ELSEWHERE);
        return known;
    }

    /** Whether nothing can happen to it any more. */
    public boolean isFinal() {
        return successors().isEmpty();
    }

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
