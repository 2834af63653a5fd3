// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload of a transfer's content, or of a part of it (tus 1.0). Its bytes are segments, each named for the lease that began it; a
 * segment begins where the one before it ends, and the last one ends at the durable offset.
 *
 * <p>Who receives bytes holds the lease, and says its fence whenever it commits how far it is. Whoever takes the lease raises the fence: from
 * then on nothing that an earlier one says counts. Who takes it from somebody begins a segment, so that nothing that the earlier one writes
 * counts either. Who gives it back writes no more, and the next one goes on with its segment. Every move happens on the locked row.
 */
@Entity
@Table(name = "transfer_upload")
public class Upload {
    /** After its end, so that who asks is told that it is gone. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    @Id
    private UUID id;

    @Version
    private long version;

    @Column(name = "transfer_id", nullable = false)
    private UUID transferId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private UploadKind kind;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private UploadState state;

    /** Absent while it is deferred. */
    private @Nullable Long length;

    /** The offset: no byte before it is lost, whenever the machine ends. Never goes back. */
    @Column(nullable = false)
    private long durable;

    @Column(length = 4096)
    private @Nullable String metadata;

    @Embedded
    private UploadLease lease = new UploadLease();

    @Embedded
    private VerificationRetry retry = VerificationRetry.none();

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "kept_until", nullable = false)
    private Instant expiresAt;

    /** When the janitor must look at it. */
    @Column(name = "due_at", nullable = false)
    private Instant dueAt;

    @ElementCollection
    @CollectionTable(name = "transfer_upload_part", joinColumns = @JoinColumn(name = "upload_id"))
    @OrderColumn(name = "position")
    @Column(name = "part_id", nullable = false)
    private List<UUID> parts = new ArrayList<>();

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Upload() {}

    /**
     * One that waits for its first byte.
     *
     * @param length in bytes; null while it is deferred
     * @param metadata as the client has said it
     */
    public Upload(
            UploadId id,
            TransferId transfer,
            UploadKind kind,
            @Nullable Long length,
            @Nullable String metadata,
            Instant now,
            Instant expiresAt) {
        this.id = id.value();
        this.transferId = transfer.value();
        this.kind = kind;
        this.state = UploadState.RECEIVING;
        this.length = length;
        this.metadata = metadata;
        this.createdAt = now;
        this.expiresAt = expiresAt;
        this.dueAt = expiresAt;
    }

    /** Parts that are complete, in this order, and kept as long as this; all of its bytes are there. */
    public static Upload joined(
            UploadId id,
            TransferId transfer,
            List<Upload> parts,
            @Nullable String metadata,
            Instant now,
            Instant expiresAt) {
        long length = parts.stream().mapToLong(Upload::durable).sum();
        Upload joined = new Upload(id, transfer, UploadKind.FINAL, length, metadata, now, expiresAt);
        joined.durable = length;
        for (Upload part : parts) {
            joined.parts.add(part.id);
            part.expiresAt = expiresAt;
            part.dueAt = expiresAt;
        }
        return joined;
    }

    /** Carries out what the deadline has decided by now. The janitor calls it, and every move does so first. */
    public void settle(Instant now) {
        if (!isStored() && !state.isFinal() && !now.isBefore(expiresAt)) {
            end(UploadState.EXPIRED, now);
        }
    }

    /**
     * Says a length that was deferred; the same again is harmless.
     *
     * @throws RefusedException {@code upload-length} when it is another than was said, or less than has come
     */
    public void say(long said) {
        if ((length != null && length != said) || said < durable) {
            throw RefusedException.of(TransfersRefusal.UPLOAD_LENGTH, "The upload's length is another one already");
        }
        length = said;
    }

    /**
     * Takes the lease to go on at an offset, from whoever holds it, under a new fence.
     *
     * @throws RefusedException {@code upload-gone}; {@code upload-final}; {@code upload-offset} when the upload ends elsewhere, or is
     *     being verified
     */
    public void take(long at, Instant now, Instant until) {
        settle(now);
        requireTakesBytes();
        boolean whole = length != null && durable == length;
        if (at != durable || state == UploadState.COMPLETE || (whole && lease.isHeld(now))) {
            throw RefusedException.of(TransfersRefusal.UPLOAD_OFFSET, "The upload's offset is " + durable);
        }
        lease.take(durable, until);
    }

    /**
     * Takes the lease to verify what is there.
     *
     * @return false when somebody does so, there is nothing to verify, or it was put off
     */
    public boolean takeToVerify(Instant now, Instant until) {
        settle(now);
        boolean due = state == UploadState.RECEIVING
                && kind != UploadKind.PARTIAL
                && length != null
                && durable == length
                && !lease.isHeld(now)
                && retry.isDue(now);
        if (due) {
            lease.take(durable, until);
        }
        return due;
    }

    /**
     * Whether bytes may still come from who holds the lease, so that the offset may move at any moment. Not while all are there and are
     * verified.
     */
    public boolean isMoving() {
        return state == UploadState.RECEIVING
                && lease.isTaken()
                && (length == null || durable < length || kind == UploadKind.PARTIAL);
    }

    /**
     * Takes the lease from whoever receives bytes, and gives it to nobody: the offset stays where it is until somebody takes it. A part
     * of which all is there is complete by that. Does nothing when none come.
     *
     * @throws RefusedException {@code upload-gone}
     */
    public void stop(Instant now) {
        settle(now);
        requireThere();
        if (!isMoving()) {
            return;
        }
        if (kind == UploadKind.PARTIAL && length != null && durable == length) {
            complete(now);
        } else {
            lease.withdraw(durable);
        }
    }

    /**
     * The holder of the lease has made all up to here durable, and goes on.
     *
     * @param expires until when it is kept from now on
     * @throws RefusedException {@code upload-taken-over}; {@code upload-gone}
     */
    public void reach(long held, long offset, Instant now, Instant until, Instant expires) {
        settle(now);
        requireThere();
        if (held != lease.fence() || !lease.isTaken()) {
            throw RefusedException.of(TransfersRefusal.UPLOAD_TAKEN_OVER);
        }
        if (offset < durable || (length != null && offset > length)) {
            throw new IllegalStateException("an upload cannot go from " + durable + " to " + offset);
        }
        durable = offset;
        expiresAt = expires;
        dueAt = expires;
        lease.prolong(until);
    }

    /** It cannot be verified now: the holder, if any, lets go of the lease, and nobody tries by himself for a while, longer each time. */
    public void postpone(long held, Instant now) {
        if (held == lease.fence() && state == UploadState.RECEIVING) {
            retry = retry.putOff(now);
            lease.lapse(now); // and not given back: who comes next begins a segment
        }
    }

    /** The holder has closed its segment, and gives the lease back. */
    public void release(long held) {
        if (held == lease.fence()) {
            lease.release();
        }
    }

    /** All bytes are there, and verified unless it is a part. Keeps no more of what the client has said than that. */
    public void complete(Instant now) {
        move(UploadState.COMPLETE);
        lease.release();
        if (kind != UploadKind.PARTIAL) {
            forget(now);
        }
    }

    /** It ends without a content. */
    public void end(UploadState last, Instant now) {
        move(last);
        forget(now);
    }

    /** It ends for another of its transfer, and goes at once. */
    public void giveWay(Instant now) {
        end(UploadState.TERMINATED, now);
        dueAt = now;
    }

    private void forget(Instant now) {
        metadata = null;
        lease.end();
        dueAt = now.plus(REMEMBERED);
    }

    private void move(UploadState next) {
        if (!state.successors().contains(next)) {
            throw new IllegalStateException("an upload that is " + state + " cannot be " + next);
        }
        state = next;
    }

    /**
     * Does nothing while its bytes are there, or in the store.
     *
     * @throws RefusedException {@code upload-gone}
     */
    public void requireThere() {
        if (state.isFinal()) {
            throw RefusedException.of(TransfersRefusal.UPLOAD_GONE);
        }
    }

    /**
     * Does nothing when bytes may be sent to it.
     *
     * @throws RefusedException {@code upload-gone}; {@code upload-final}
     */
    public void requireTakesBytes() {
        requireThere();
        if (kind == UploadKind.FINAL) {
            throw RefusedException.of(TransfersRefusal.UPLOAD_FINAL);
        }
    }

    /** Whether its bytes have gone to the store. */
    public boolean isStored() {
        return state == UploadState.COMPLETE && kind != UploadKind.PARTIAL;
    }

    /** Whether somebody has the lease who has shown himself lately: bytes come, or are verified. */
    public boolean isHeld(Instant now) {
        return lease.isHeld(now);
    }

    /** Whether all bytes of a whole content have come: only then something of it can be in the store. */
    public boolean isWhole() {
        return kind != UploadKind.PARTIAL && length != null && length == durable;
    }

    public UploadId id() {
        return new UploadId(id);
    }

    public TransferId transfer() {
        return new TransferId(transferId);
    }

    public UploadKind kind() {
        return kind;
    }

    public UploadState state() {
        return state;
    }

    /** In bytes; empty while it is deferred. */
    public OptionalLong length() {
        return length == null ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** How much of it is durable, in bytes: the offset at which it goes on. */
    public long durable() {
        return durable;
    }

    /** As the client has said it. */
    public Optional<String> metadata() {
        return Optional.ofNullable(metadata);
    }

    public long fence() {
        return lease.fence();
    }

    /** Where its bytes are. */
    public Segments segments() {
        return lease.segments(durable);
    }

    /**
     * How many bytes of a segment count for good: nobody will go on with it but a holder of this lease, who does not any more. Empty when
     * that is not certain, or its bytes go anyway.
     *
     * @param began the segment that the lease wrote to
     */
    public OptionalLong remains(long held, long began) {
        return lease.remains(held, began, durable);
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** What it is joined of, in order. */
    public List<UploadId> parts() {
        return parts.stream().map(UploadId::new).toList();
    }
}
