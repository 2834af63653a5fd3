// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.model.UploadRepository;
import io.switchboard.transfers.model.UploadState;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.FailureReason;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import io.switchboard.transfers.wire.UploadView;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Commits how far uploads are, and what has become of them. Everything here holds for the present lease only: who has lost it is told so,
 * and changes nothing.
 */
@Stateless
@Workflow
public class UploadProgressService {
    @Inject
    UploadRepository uploads;

    @Inject
    Contents contents;

    @Inject
    Room room;

    @Inject
    TransferRelays relays;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Settings settings;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * What is not needed any more.
     *
     * @param over whose files: all of the transfer's uploads
     * @param known whether the enterprise has had the content before: the one that was given to the store just now is one too many
     */
    public record Stored(List<UploadId> over, boolean known) {}

    /**
     * All up to an offset is durable.
     *
     * @param last whether nothing more comes from this holder, which gives the lease back
     * @throws RefusedException {@code upload-taken-over}; {@code upload-gone}, also when the transfer is over
     */
    public UploadView reach(Invocation invocation, Lease lease, long offset, boolean last) {
        Upload upload = lock(lease.transfer(), lease.upload());
        Instant now = clock.instant();
        Instant end = uploads.endOfUploading(lease.transfer())
                .orElseThrow(() -> RefusedException.of(TransfersRefusal.UPLOAD_GONE, "The transfer is over"));
        // Also of what has a checksum, and does not count yet: who says how far it is and goes on has sent something.
        boolean came = offset > upload.durable() || !last;
        Instant expires = came
                ? UploadService.earlier(now.plus(settings.get(TransferKeys.UPLOAD_LIFETIME)), end)
                : upload.expiresAt();
        upload.reach(lease.fence(), offset, now, now.plus(UploadService.LEASE), expires);
        if (upload.kind() == UploadKind.PARTIAL
                && last
                && upload.length().isPresent()
                && upload.length().getAsLong() == offset) {
            upload.complete(now);
        } else if (last) {
            upload.release(lease.fence());
        }
        return UploadViews.of(upload);
    }

    /**
     * How many bytes of a lease's segment count, now that its holder appends no more and commits no more. Without a lock, which it needs not:
     * what this says stays so.
     *
     * @param invocation the server's: a caller that has lost its right may be why it is asked
     * @return empty when somebody else may go on with the segment, or its files go anyway
     */
    public OptionalLong remains(Invocation invocation, Lease lease) {
        return uploads.find(lease.transfer(), lease.upload())
                .map(upload -> upload.remains(lease.fence(), lease.segment()))
                .orElse(OptionalLong.empty());
    }

    /**
     * Takes the lease to verify an upload of which all bytes are there. A concatenation of which a part is no more never will be verified:
     * it ends here, and its source may begin another upload.
     *
     * @return empty when there is nothing to do, or somebody does it
     */
    public Optional<Verification> takeToVerify(Invocation invocation, TransferId id, UploadId asked) {
        Transfer transfer = lockTransfer(id);
        Upload upload = lock(id, asked);
        Instant now = clock.instant();
        if (!upload.takeToVerify(now, now.plus(UploadService.LEASE))) {
            return Optional.empty();
        }
        if (!UploadPieces.areThere(upload, uploads)) {
            upload.end(UploadState.FAILED, now);
            audit.record(
                    invocation,
                    transfer.enterprise(),
                    "transfer.store",
                    id.toString(),
                    TransfersRefusal.UPLOAD_GONE.code());
            return Optional.empty();
        }
        return Optional.of(verification(transfer, upload));
    }

    /** The same for who holds the lease already, having received the last byte. */
    public Verification verification(Invocation invocation, Lease lease) {
        Transfer transfer = lockTransfer(lease.transfer());
        Upload upload = lock(lease.transfer(), lease.upload());
        Instant now = clock.instant();
        upload.reach(lease.fence(), upload.durable(), now, now.plus(UploadService.LEASE), upload.expiresAt());
        return verification(transfer, upload);
    }

    private Verification verification(Transfer transfer, Upload upload) {
        return new Verification(
                transfer.id(),
                upload.id(),
                upload.fence(),
                upload.segments().last(),
                UploadPieces.of(upload, uploads),
                transfer.declared().identification(),
                transfer.declared().size());
    }

    /**
     * It is still being verified.
     *
     * @throws RefusedException {@code upload-taken-over}
     */
    public void prolong(Invocation invocation, Verification held) {
        Upload upload = lock(held.transfer(), held.upload());
        Instant now = clock.instant();
        upload.reach(held.fence(), upload.durable(), now, now.plus(UploadService.LEASE), upload.expiresAt());
    }

    /** There was no room for it: nobody comes back to it by himself for a while, which is longer each time. */
    public void postpone(Invocation invocation, Verification held) {
        lockTransfer(held.transfer());
        lock(held.transfer(), held.upload()).postpone(held.fence(), clock.instant());
    }

    /**
     * Its verification cannot even begin: nobody tries that by himself for a while, longer each time. Without the transfer's lock, which
     * may be what could not be had.
     */
    public void putOff(Invocation invocation, TransferId id, UploadId asked) {
        Upload upload = lock(id, asked);
        upload.postpone(upload.fence(), clock.instant());
    }

    /**
     * The content is what the code says, and in the store under the upload's own id.
     *
     * @throws RefusedException {@code upload-taken-over}; {@code illegal-move} when the transfer is over; {@code quota-exceeded}
     */
    public Stored stored(Invocation invocation, Verification held) {
        Transfer transfer = lockTransfer(held.transfer());
        List<Upload> all = uploads.lockOpen(held.transfer());
        Instant now = clock.instant();
        Upload upload = holding(all, held, now);
        ContentId given = new ContentId(held.upload().value());
        ContentId kept = contents.uploaded(transfer, given, now);
        announcer.announce(transfer);
        upload.complete(now);
        audit.record(
                invocation,
                transfer.enterprise(),
                "transfer.store",
                transfer.id().toString(),
                "done");
        return new Stored(endOthers(all, upload, now), !kept.equals(given));
    }

    /**
     * Does nothing when there is room in the store for a content of which the enterprise has not the same; without a lock, so that it may
     * be gone when it is taken.
     *
     * @throws RefusedException {@code quota-exceeded}
     */
    public void requireRoom(Invocation invocation, Verification held) {
        Transfer transfer = lockTransfer(held.transfer());
        if (contents.present(transfer).isEmpty()) {
            room.requirePhysical(transfer.enterprise(), held.size());
        }
    }

    /**
     * The content is not what the code says.
     *
     * @return whose files nobody needs any more: all of the transfer's uploads
     * @throws RefusedException {@code upload-taken-over}; {@code illegal-move} when the transfer is over
     */
    public List<UploadId> failed(Invocation invocation, Verification held) {
        Transfer transfer = lockTransfer(held.transfer());
        List<Upload> all = uploads.lockOpen(held.transfer());
        Instant now = clock.instant();
        Upload upload = holding(all, held, now);
        boolean fetched = relays.isFetchedAs(transfer, held.upload());
        if (fetched) {
            relays.isWrong(transfer, now);
        } else {
            transfer.fail(FailureReason.DIGEST_MISMATCH, now);
        }
        announcer.announce(transfer);
        upload.end(UploadState.FAILED, now);
        audit.record(
                invocation,
                transfer.enterprise(),
                "transfer.store",
                transfer.id().toString(),
                TransfersRefusal.DIGEST_MISMATCH.code());
        if (fetched) {
            return List.of(upload.id());
        }
        return endOthers(all, upload, now);
    }

    private static Upload holding(List<Upload> all, Verification held, Instant now) {
        Upload upload = all.stream()
                .filter(candidate -> candidate.id().equals(held.upload()))
                .findFirst()
                .orElseThrow(() -> RefusedException.of(TransfersRefusal.UPLOAD_GONE));
        upload.reach(held.fence(), upload.durable(), now, now.plus(UploadService.LEASE), upload.expiresAt());
        return upload;
    }

    private static List<UploadId> endOthers(List<Upload> all, Upload upload, Instant now) {
        all.stream().filter(other -> !other.equals(upload)).forEach(other -> other.end(UploadState.TERMINATED, now));
        return all.stream().map(Upload::id).toList();
    }

    private Transfer lockTransfer(TransferId id) {
        return uploads.lockTransfer(id).orElseThrow(RefusedException::notFound);
    }

    private Upload lock(TransferId transfer, UploadId id) {
        return uploads.lock(transfer, id).orElseThrow(() -> RefusedException.of(TransfersRefusal.UPLOAD_GONE));
    }
}
