// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.model.UploadRepository;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How much is uploaded at once for one transfer. What comes is in no quota of its own, so that it may be a few times what the transfer has
 * room for, and no more. A client whose line breaks while it begins an upload does not know that upload, and begins another: so those that
 * nobody goes on with give way.
 */
@Dependent
class OpenUploads {
    private static final int MOST = 64;

    /** Of the transfer's size: one upload that goes on, and two that its client has lost sight of. */
    private static final int MOST_TIMES = 3;

    @Inject
    UploadRepository uploads;

    /**
     * Makes room for another upload of a transfer, which is locked: ends those whose last byte is longest ago, as far as that is needed.
     * One statement when there is room.
     *
     * @throws RefusedException {@code too-many-uploads} when there are as many as there may be, or bytes come for too many of them
     */
    void makeRoom(Transfer transfer, NewUpload asked, Instant now) {
        long size = transfer.declared().size();
        UploadRepository.Open open = uploads.open(transfer.id(), size);
        if (open.count() >= MOST) {
            throw RefusedException.of(TransfersRefusal.TOO_MANY_UPLOADS, "At most " + MOST + " at a time");
        }
        long bytes = asked.isJoined() ? 0 : asked.length() == null ? size : asked.length();
        long lacking = open.bytes() + bytes - MOST_TIMES * size;
        if (lacking > 0 && lacking > ended(transfer, size, lacking, now)) {
            throw RefusedException.of(
                    TransfersRefusal.TOO_MANY_UPLOADS,
                    "Together they may have " + MOST_TIMES + " times the transfer's size, " + size + " bytes");
        }
    }

    /** How many bytes those might have had that are ended now. */
    private long ended(Transfer transfer, long size, long lacking, Instant now) {
        List<Upload> all = uploads.lockOpen(transfer.id());
        if (all.stream().anyMatch(upload -> upload.kind() == UploadKind.FINAL)) {
            // Its parts are needed until it is verified.
            return 0;
        }
        List<Upload> idle = all.stream()
                .filter(upload -> !upload.isHeld(now) && !upload.isWhole())
                .sorted(Comparator.comparing(Upload::expiresAt))
                .toList();
        long ended = 0;
        for (Upload upload : idle) {
            if (ended < lacking) {
                ended += upload.length().orElse(size);
                upload.giveWay(now);
            }
        }
        return ended;
    }
}
