// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was uploaded with what its transfer's code says, and gives what is right to the store. Takes as long as there are bytes to
 * read; holds the upload's lease meanwhile. Ended at any moment, it is begun anew by {@link UploadsToVerify}, and finds what it has given
 * to the store before: the key is the upload's id.
 */
@ApplicationScoped
class Verifier {
    private static final Logger LOG = Logger.getLogger(Verifier.class);
    private static final Duration BEAT = Duration.ofSeconds(8);

    @Inject
    UploadProgressService progress;

    @Inject
    Requests requests;

    @Inject
    Workers workers;

    @Inject
    Stores stores;

    @Inject
    UploadRemains remains;

    @Inject
    UploadWatch watch;

    @Inject
    MonotonicTime time;

    /** One that holds its lease from now on, while it waits for a thread and while it works. */
    final class Verifying {
        private final Invocation invocation;
        private final Verification held;
        private final @Nullable RunningDigest running;
        private final ScheduledFuture<?> beat;
        private volatile long heldAt = time.nanos();
        private volatile boolean lost;

        private Verifying(Invocation invocation, Verification held, @Nullable RunningDigest running) {
            this.invocation = invocation;
            this.held = held;
            this.running = running;
            this.beat = workers.repeat("a verification", this::prolong, BEAT);
        }

        private void prolong() {
            long now = time.nanos();
            try {
                progress.prolong(invocation, held);
                heldAt = now;
            } catch (RefusedException over) {
                LOG.debugf("The verification of %s is over: %s", held.upload(), over.code());
                lost = true;
            }
        }

        /** @throws RefusedException {@code upload-taken-over} when somebody else may be verifying it: nobody waits for this any more */
        private void requireHeld() {
            if (lost || time.nanos() - heldAt > UploadService.LEASE.toNanos()) {
                throw RefusedException.of(TransfersRefusal.UPLOAD_TAKEN_OVER);
            }
        }

        /** It is not carried out: the lease runs out, and somebody else may begin. */
        void giveUp() {
            beat.cancel(false);
        }

        /**
         * Does all of it, once.
         *
         * @throws RefusedException {@code digest-mismatch} when it is not what the code says; {@code quota-exceeded};
         *     {@code upload-taken-over}; {@code upload-gone}
         * @throws StorageException as with a quota, it is tried again by itself, less and less often
         */
        void carryOut() throws StorageException {
            try {
                verify(this);
            } catch (StorageException failed) {
                postpone(held);
                throw failed;
            } catch (RefusedException refused) {
                if (refused.code() == TransfersRefusal.QUOTA_EXCEEDED) {
                    postpone(held);
                }
                throw refused;
            } finally {
                giveUp();
                watch.moved(held.transfer());
            }
        }
    }

    /**
     * Begins one, which is carried out on a thread that may wait for long.
     *
     * @param running the digest of a part from the beginning, if there is one; of bytes that are all in the pieces
     */
    Verifying begin(Invocation invocation, Verification held, @Nullable RunningDigest running) {
        return new Verifying(invocation, held, running);
    }

    private void verify(Verifying verifying) throws StorageException {
        verifying.requireHeld();
        Invocation invocation = verifying.invocation;
        Verification held = verifying.held;
        ContentKey key = new ContentKey(held.upload().value());
        Staging staging = stores.staging();
        if (!stores.contents().holds(key, held.size())) {
            requests.run(() -> {
                progress.requireRoom(invocation, held);
                return held;
            });
            if (!isRight(verifying)) {
                discard(requests.run(() -> progress.failed(invocation, held)));
                throw RefusedException.of(TransfersRefusal.DIGEST_MISMATCH);
            }
            verifying.requireHeld();
            keep(key, staging.assemble(key.id(), held.segment(), held.pieces()));
        }
        UploadProgressService.Stored stored;
        try {
            stored = requests.run(() -> progress.stored(invocation, held));
        } catch (RefusedException refused) {
            forget(held.upload());
            throw refused;
        }
        discard(stored.over());
        if (stored.known()) {
            forget(held.upload());
        }
    }

    /** It is decided what the client is told: what the store does not delete now is found by {@link OrphanJanitor}. */
    private void forget(UploadId upload) {
        try {
            remains.forgetContent(List.of(upload));
        } catch (StorageException e) {
            LOG.warnf("What was stored of the upload %s could not be deleted yet: %s", upload, e.getMessage());
        }
    }

    private void keep(ContentKey key, StagedFile staged) throws StorageException {
        try {
            stores.contents().keep(key, staged);
        } catch (StorageException e) {
            stores.staging().giveUp(staged);
            throw e;
        }
    }

    /** Whoever may have begun it: that it is tried again later is the server's own business. */
    private void postpone(Verification held) {
        try {
            Verification unused = requests.run(() -> {
                progress.postpone(Invocation.ofServer(), held);
                return held;
            });
        } catch (RefusedException over) {
            LOG.debugf("The verification of %s is over: %s", held.upload(), over.code());
        }
    }

    private boolean isRight(Verifying verifying) throws StorageException {
        Verification held = verifying.held;
        RunningDigest running = verifying.running;
        Identification code = held.code();
        RunningDigest digest =
                running == null ? RunningDigest.of(code.algorithm().algorithm()) : running;
        try (StagedReader reader = stores.staging().read(held.pieces())) {
            ByteBuffer buffer = ByteBuffer.allocate(Disk.BUFFER_BYTES);
            while (reader.read(digest.length(), buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
                verifying.requireHeld();
            }
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageUnavailableException("Cannot close what was verified", e);
        }
        return digest.length() == held.size()
                && MessageDigest.isEqual(digest.value(), HexFormat.of().parseHex(code.digest()));
    }

    /** What cannot be removed now is found by {@link StagingJanitor}. */
    void discard(List<UploadId> uploads) {
        for (UploadId upload : uploads) {
            try {
                stores.staging().discard(upload.value());
            } catch (StorageException e) {
                LOG.warnf("The files of the upload %s could not be removed yet: %s", upload, e.getMessage());
            }
        }
    }
}
