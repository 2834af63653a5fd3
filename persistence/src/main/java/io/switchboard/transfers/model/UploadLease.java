// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may append to an upload, told apart by fences, and where the segments begin that were written. Each holder has a fence of his own; a
 * segment is named by the fence under which it was begun, and gone on with by whoever comes after a holder who gave the lease back.
 */
@Embeddable
class UploadLease {
    private static final int MOST_SEGMENTS = 1_000;

    @Column(nullable = false)
    private long fence;

    /** Absent when nobody holds it. */
    @Column(name = "held_until")
    private @Nullable Instant heldUntil;

    @ElementCollection
    @CollectionTable(name = "transfer_upload_segment", joinColumns = @JoinColumn(name = "upload_id"))
    @MapKeyColumn(name = "fence")
    @Column(name = "begins_at", nullable = false)
    private Map<Long, Long> segments = new TreeMap<>();

    /**
     * Takes it, from whoever holds it.
     *
     * @param at where the upload goes on, in bytes
     */
    void take(long at, Instant until) {
        fence++;
        if (segments.isEmpty() || heldUntil != null) {
            beginSegment(at);
        }
        heldUntil = until;
    }

    /** Takes it from whoever holds it, and gives it to nobody. */
    void withdraw(long at) {
        fence++;
        beginSegment(at);
        heldUntil = null;
    }

    private void beginSegment(long at) {
        segments.values().removeIf(begin -> begin == at);
        if (segments.size() >= MOST_SEGMENTS) {
            throw RefusedException.of(TransfersRefusal.UPLOAD_GONE, "It was interrupted too often; begin a new one");
        }
        segments.put(fence, at);
    }

    /** Its holder goes on with it. */
    void prolong(Instant until) {
        heldUntil = until;
    }

    /** Its holder, if there is one, does not go on with it. */
    void lapse(Instant now) {
        heldUntil = heldUntil == null ? null : now;
    }

    /** Its holder has closed its segment, and gives it back. */
    void release() {
        heldUntil = null;
    }

    /** The upload is over, and its bytes are no more. */
    void end() {
        heldUntil = null;
        segments.clear();
    }

    long fence() {
        return fence;
    }

    /** Whether somebody has it who has not given it back, however long ago he took it. */
    boolean isTaken() {
        return heldUntil != null;
    }

    /** Whether somebody has it who has shown himself lately. */
    boolean isHeld(Instant now) {
        return heldUntil != null && now.isBefore(heldUntil);
    }

    /**
     * Where the upload's bytes are.
     *
     * @param durable where the last segment ends
     */
    Segments segments(long durable) {
        return new Segments(segments, durable);
    }

    /** How many bytes of a segment count for good; empty when that is not certain. As {@link Upload#remains}. */
    OptionalLong remains(long held, long began, long durable) {
        boolean present = segments(durable).last() == began;
        if (segments.isEmpty() || (present && (fence != held || heldUntil == null))) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(segments(durable).lengths().getOrDefault(began, 0L));
    }
}
