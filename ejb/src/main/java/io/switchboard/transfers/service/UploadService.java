// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.model.TransferSide;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.model.UploadRepository;
import io.switchboard.transfers.model.UploadState;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import io.switchboard.transfers.wire.UploadView;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Begins uploads, says how far they are, hands out the lease to go on with one, and ends them, for the source of their transfer. What
 * happens to the bytes while they come is {@link UploadProgressService}'s. A transfer is locked before its uploads, and those in the order
 * of their ids.
 */
@Stateless
@Workflow
public class UploadService {
    /** How long nobody else verifies what the holder of a lease may be verifying. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** Who begins an upload has its bytes at hand: one that none comes of is given up soon. */
    private static final Duration FIRST_BYTE = Duration.ofMinutes(10);

    @Inject
    TransferRepository transfers;

    @Inject
    UploadRepository uploads;

    @Inject
    OpenUploads open;

    @Inject
    TransferRelays relays;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Contents contents;

    @Inject
    Room room;

    @Inject
    Settings settings;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Begins one, or joins parts that are complete.
     *
     * @throws RefusedException {@code not-found}; {@code forbidden} for the target; {@code illegal-move} when nothing is to be uploaded;
     *     {@code upload-length}; {@code too-many-uploads}; {@code quota-exceeded}; {@code upload-joined}; {@code invalid-request} when
     *     the parts are not what can be joined
     */
    public UploadView create(Invocation invocation, TransferId id, NewUpload asked) {
        Transfer transfer = lockOfSource(invocation, id);
        Instant now = clock.instant();
        if (!(invocation.actor() instanceof Actor.Relay)) {
            relays.uploads(transfer, now);
        }
        transfer.uploading(now);
        announcer.announce(transfer);
        open.makeRoom(transfer, asked, now);
        Instant expires = earlier(now.plus(settings.get(TransferKeys.UPLOAD_LIFETIME)), transfer.expiresAt());
        UploadId fresh = new UploadId(ids.next());
        Upload upload;
        if (asked.isJoined()) {
            if (uploads.isJoined(id, now)) {
                throw RefusedException.of(TransfersRefusal.UPLOAD_JOINED);
            }
            upload = Upload.joined(fresh, id, parts(id, asked.parts(), now), asked.metadata(), now, expires);
            requireLength(upload.durable(), transfer, false);
        } else {
            if (asked.length() != null) {
                requireLength(asked.length(), transfer, asked.partial());
            }
            requireRoom(transfer);
            UploadKind kind = asked.partial() ? UploadKind.PARTIAL : UploadKind.WHOLE;
            Instant first = earlier(now.plus(FIRST_BYTE), expires);
            upload = new Upload(fresh, id, kind, asked.length(), asked.metadata(), now, first);
        }
        uploads.add(upload);
        audit.done(invocation, "transfer.upload", id);
        return UploadViews.of(upload);
    }

    /** Nobody sends a long upload to learn at its end that there is no room. What the enterprise has already needs none. */
    private void requireRoom(Transfer transfer) {
        EnterpriseId enterprise = transfer.enterprise();
        long size = transfer.declared().size();
        if (contents.seen(enterprise, transfer.declared().identification(), size)
                .isEmpty()) {
            room.requirePhysical(enterprise, size);
        }
    }

    private List<Upload> parts(TransferId transfer, List<UploadId> asked, Instant now) {
        if (Set.copyOf(asked).size() < asked.size()) {
            throw RefusedException.field(SharedRefusal.INVALID_REQUEST, "Upload-Concat", "names a part twice");
        }
        List<Upload> found = uploads.lock(transfer, asked);
        List<Upload> parts = new ArrayList<>();
        for (UploadId part : asked) {
            Upload upload = found.stream()
                    .filter(candidate -> candidate.id().equals(part))
                    .findFirst()
                    .filter(candidate -> candidate.kind() == UploadKind.PARTIAL)
                    .orElseThrow(() -> RefusedException.field(
                            SharedRefusal.INVALID_REQUEST, "Upload-Concat", "names what is no part of this transfer"));
            upload.settle(now);
            upload.requireThere();
            if (upload.state() != UploadState.COMPLETE) {
                throw RefusedException.of(SharedRefusal.ILLEGAL_MOVE, "A part is not complete: " + part);
            }
            parts.add(upload);
        }
        return parts;
    }

    private static void requireLength(long length, Transfer transfer, boolean partial) {
        long size = transfer.declared().size();
        if (length > size || (!partial && length < size)) {
            throw RefusedException.of(
                    TransfersRefusal.UPLOAD_LENGTH, "The transfer's size is " + size + ", and not " + length);
        }
    }

    /**
     * Where one goes on. Who asks is about to go on, so that whoever is still receiving its bytes is overtaken: the line that they came by
     * may be dead, and what is left in it would move the offset after it was told.
     *
     * @throws RefusedException {@code not-found}; {@code forbidden}; {@code upload-gone}
     */
    public UploadView resume(Invocation invocation, TransferId id, UploadId asked) {
        UploadView seen = get(invocation, id, asked);
        if (uploads.find(id, asked).filter(Upload::isMoving).isEmpty()) {
            return seen;
        }
        lockOfSource(invocation, id);
        Upload upload = uploads.relock(id, asked).orElseThrow(RefusedException::notFound);
        upload.stop(clock.instant());
        return UploadViews.of(upload);
    }

    /**
     * How far one is. Waits for nobody who is receiving its bytes.
     *
     * @throws RefusedException {@code not-found}; {@code forbidden}; {@code upload-gone}
     */
    public UploadView get(Invocation invocation, TransferId id, UploadId upload) {
        Party party = invocation.party();
        requireSource(transfers.find(id, party.account()), party);
        Upload found = uploads.find(id, upload).orElseThrow(RefusedException::notFound);
        if (!found.isStored()) {
            found.requireThere();
            boolean expired = !clock.instant().isBefore(found.expiresAt());
            if (expired || uploads.endOfUploading(id).isEmpty()) {
                throw RefusedException.of(TransfersRefusal.UPLOAD_GONE);
            }
        }
        return UploadViews.of(found);
    }

    /**
     * Takes the lease to go on with one, from whoever holds it.
     *
     * @param at the offset that the client goes on at
     * @param length a length that was deferred, and is said now
     * @throws RefusedException {@code not-found}; {@code forbidden}; {@code upload-gone}; {@code upload-final}; {@code upload-offset} when
     *     it ends elsewhere; {@code upload-length}; {@code illegal-move} when the transfer is over
     */
    public Lease take(Invocation invocation, TransferId id, UploadId asked, long at, @Nullable Long length) {
        Transfer transfer = lockOfSource(invocation, id);
        Upload upload = uploads.lock(id, asked).orElseThrow(RefusedException::notFound);
        Instant now = clock.instant();
        upload.settle(now);
        upload.requireTakesBytes();
        transfer.uploading(now);
        if (length != null) {
            requireLength(length, transfer, upload.kind() == UploadKind.PARTIAL);
            upload.say(length);
        }
        upload.take(at, now, now.plus(LEASE));
        return new Lease(
                id,
                asked,
                upload.fence(),
                upload.segments().last(),
                upload.segments().begin(),
                upload.durable(),
                upload.length().orElse(transfer.declared().size()),
                upload.kind(),
                transfer.declared().identification().algorithm());
    }

    /**
     * Gives one up. Its bytes go when this is committed.
     *
     * @throws RefusedException {@code not-found}; {@code forbidden}; {@code upload-gone}
     */
    public void terminate(Invocation invocation, TransferId id, UploadId asked) {
        lockOfSource(invocation, id);
        Upload upload = uploads.lock(id, asked).orElseThrow(RefusedException::notFound);
        Instant now = clock.instant();
        upload.settle(now);
        upload.requireThere();
        if (upload.isStored()) {
            throw RefusedException.of(TransfersRefusal.UPLOAD_GONE, "Its content is in the store");
        }
        upload.end(UploadState.TERMINATED, now);
        audit.done(invocation, "transfer.upload-terminate", id);
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Transfer lockOfSource(Invocation invocation, TransferId id) {
        Party party = invocation.party();
        return requireSource(transfers.lock(id, party.account()), party);
    }

    private static Transfer requireSource(Optional<Transfer> found, Party party) {
        Transfer transfer = found.orElseThrow(RefusedException::notFound);
        if (transfer.sideOf(party.account())
                .filter(side -> side == TransferSide.SOURCE)
                .isEmpty()) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, "Only its source uploads a transfer's content");
        }
        return transfer;
    }
}
