// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import io.switchboard.transfers.wire.UploadView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Begins to receive the bytes of uploads, and remembers the digests of those that pause. Every call waits for disks and the database. */
@ApplicationScoped
public class Receptions {
    private static final Logger LOG = Logger.getLogger(Receptions.class);
    private static final int REMEMBERED = 1_000;

    @Inject
    UploadService uploads;

    @Inject
    UploadProgressService progress;

    @Inject
    Verifier verifier;

    @Inject
    Requests requests;

    @Inject
    Stores stores;

    @Inject
    MonotonicTime time;

    @Inject
    UploadWatch watch;

    @Inject
    TransferMetrics metrics;

    @Inject
    Streams streams;

    @Inject
    Workers workers;

    private final Map<UploadId, RunningDigest> paused = Collections.synchronizedMap(new Eldest());

    /** The longest paused is forgotten: its digest will be made again from its bytes. */
    private static final class Eldest extends LinkedHashMap<UploadId, RunningDigest> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UploadId, RunningDigest> eldest) {
            return size() > REMEMBERED;
        }
    }

    /**
     * Takes the lease to go on with an upload, from whoever holds it.
     *
     * @param at the offset that the client goes on at
     * @param length a length that was deferred, and is said now
     * @param checksum of what comes now; nothing of it counts before the end then
     * @throws RefusedException as {@link UploadService#take}; {@code storage-full}; {@code busy}
     */
    public Reception begin(
            Invocation invocation,
            TransferId transfer,
            UploadId upload,
            long at,
            @Nullable Long length,
            @Nullable Checksum checksum) {
        Lease lease = requests.run(() -> uploads.take(invocation, transfer, upload, at, length));
        try {
            return new Reception(this, invocation, lease, segment(lease), digest(lease), checksum);
        } catch (StorageException e) {
            throw refusal(e);
        }
    }

    /** One that was never begun is made; a lease that was given back, and taken again, has its own. */
    private Segment segment(Lease lease) throws StorageException {
        try {
            return stores.staging().reopen(lease.piece());
        } catch (ContentMissingException absent) {
            if (lease.piece().length() > 0) {
                throw absent;
            }
            return stores.staging().create(lease.upload().value(), lease.segment());
        }
    }

    private @Nullable RunningDigest digest(Lease lease) {
        RunningDigest known = paused.remove(lease.upload());
        if (lease.kind() != UploadKind.WHOLE) {
            return null;
        }
        if (known != null && known.length() == lease.offset()) {
            return known;
        }
        return lease.offset() == 0 ? RunningDigest.of(lease.rule().algorithm()) : null;
    }

    void pause(UploadId upload, RunningDigest digest) {
        paused.put(upload, digest);
    }

    /**
     * Gives an upload up, and its bytes.
     *
     * @throws RefusedException as {@link UploadService#terminate}
     */
    public void terminate(Invocation invocation, TransferId transfer, UploadId upload) {
        requests.run(() -> {
            uploads.terminate(invocation, transfer, upload);
            return upload;
        });
        paused.remove(upload);
        verifier.discard(List.of(upload));
    }

    /**
     * Takes the lease to verify a concatenation; what is left to do is nothing when somebody else has it.
     *
     * @throws RefusedException {@code upload-gone} when one of its parts is no more
     */
    public Reception.Rest verify(Invocation invocation, TransferId transfer, UploadId joined) {
        Verification held = requests.run(() -> progress.takeToVerify(invocation, transfer, joined))
                .orElse(null);
        if (held == null) {
            UploadView present = requests.run(() -> uploads.get(invocation, transfer, joined));
            return () -> LOG.debugf("The upload %s is verified by somebody else", present.id());
        }
        Verifier.Verifying verifying = verifier.begin(invocation, held, null);
        return () -> carryOut(verifying);
    }

    static void carryOut(Verifier.Verifying verifying) {
        try {
            verifying.carryOut();
        } catch (StorageException e) {
            throw refusal(e);
        }
    }

    /** What a client is told of a disk that fails it. */
    static RefusedException refusal(StorageException e) {
        if (e instanceof StorageFullException) {
            LOG.warnf("There is no room for uploads: %s", e.getMessage());
            return RefusedException.of(TransfersRefusal.STORAGE_FULL);
        }
        LOG.error("An upload cannot be kept", e);
        return RefusedException.of(SharedRefusal.BUSY);
    }
}
