// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.transfers.model.UploadKind;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one request, as they come. They are appended to the segment of the request's lease, forced, and then committed, every 8 MiB
 * or second: an offset that was told is durable. After a refusal nothing more may be written, and what was committed stays. Where much
 * comes, it is forced and committed by another thread while the next bytes come, and waited for when they are as many again.
 *
 * <p>For one thread at a time; every call waits for the disk, and some for the database.
 */
public final class Reception {
    private static final Logger LOG = Logger.getLogger(Reception.class);
    private static final long CHECKPOINT_BYTES = 8 << 20;
    private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Receptions with;
    private final Invocation invocation;
    private final Lease lease;
    private final Segment segment;
    private final @Nullable Checksum checksum;
    private final Streams.Stream stream;
    private @Nullable RunningDigest digest;
    private final @Nullable RunningDigest digestBefore;
    private @Nullable Checkpoint underWay;
    private long committed;
    private long committedAt;
    private boolean over;

    /**
     * All bytes of a request are here, and committed.
     *
     * @param view how far the upload is
     * @param rest verifies the content, and gives it to the store, which may take long; null when it is not whole
     */
    public record Ended(UploadView view, @Nullable Rest rest) {}

    /** What is left to do. Once, on any thread that may wait for long. */
    public interface Rest {
        /**
         * Does it.
         *
         * @throws RefusedException {@code digest-mismatch}; {@code upload-taken-over}; {@code upload-gone}; {@code storage-full}; {@code busy}
         */
        void carryOut();
    }

    Reception(
            Receptions with,
            Invocation invocation,
            Lease lease,
            Segment segment,
            @Nullable RunningDigest digest,
            @Nullable Checksum checksum) {
        this.with = with;
        this.stream = with.streams.open(invocation, null, () -> {});
        this.invocation = invocation;
        this.lease = lease;
        this.segment = segment;
        this.digest = digest;
        this.checksum = checksum;
        this.digestBefore = digest == null || checksum == null ? null : digest.copy();
        this.committed = lease.offset();
        this.committedAt = with.time.nanos();
    }

    /** Up to where everything was appended, in bytes from the upload's beginning. */
    private long appended() {
        return lease.begin() + segment.length();
    }

    /** Whether some of what has come is not committed. */
    public boolean isBehind() {
        return appended() > committed;
    }

    /** How many bytes can still come. */
    public long room() {
        return lease.most() - appended();
    }

    /**
     * Appends.
     *
     * @throws RefusedException {@code upload-too-large}; {@code upload-taken-over}; {@code upload-gone}; {@code unauthenticated} when the
     *     caller was revoked meanwhile; {@code storage-full}; {@code busy}
     */
    public void write(byte[] bytes, int length) {
        stream.requireOpen();
        if (length > room()) {
            throw RefusedException.of(
                    TransfersRefusal.UPLOAD_TOO_LARGE, "The upload has " + lease.most() + " bytes at most");
        }
        try {
            segment.append(ByteBuffer.wrap(bytes, 0, length));
            if (digest != null) {
                digest.update(ByteBuffer.wrap(bytes, 0, length));
            }
            if (checksum != null) {
                checksum.update(bytes, length);
            }
            keepUp();
        } catch (StorageException e) {
            throw Receptions.refusal(e);
        }
    }

    private void keepUp() throws StorageException {
        long behind = appended() - committed;
        Checkpoint begun = underWay;
        if (begun != null && (begun.hasEnded() || behind >= 2 * CHECKPOINT_BYTES)) {
            settle();
        } else if (begun == null && checksum == null && behind >= CHECKPOINT_BYTES) {
            Callable<Long> forcing = segment.forcing();
            long before = committed;
            underWay = Checkpoint.begin(
                    with.workers::runUpload,
                    () -> commit(lease.begin() + forcing.call(), before, false).offset());
        } else if (begun == null) {
            beat();
        }
    }

    /** Waits for what is under way. What was refused there is refused here. */
    private void settle() throws StorageException {
        Checkpoint begun = underWay;
        if (begun != null) {
            underWay = null;
            committed = begun.offset();
            committedAt = with.time.nanos();
        }
    }

    /**
     * Commits what has come if some did and a second has passed.
     *
     * @throws RefusedException as {@link #write}
     */
    public void beat() {
        if (appended() > committed && with.time.nanos() - committedAt >= CHECKPOINT_NANOS) {
            try {
                checkpoint();
            } catch (StorageException e) {
                throw Receptions.refusal(e);
            }
        }
    }

    /** Of what has a checksum nothing is committed before its end; the lease and the right to it are looked at all the same. */
    private void checkpoint() throws StorageException {
        if (checksum == null) {
            commit(false);
        } else if (with.time.nanos() - committedAt >= CHECKPOINT_NANOS) {
            reach(lease.offset(), false);
        }
    }

    private UploadView commit(boolean last) throws StorageException {
        settle();
        return reach(lease.begin() + segment.force(), last);
    }

    private UploadView reach(long offset, boolean last) {
        UploadView view = commit(offset, committed, last);
        committed = offset;
        committedAt = with.time.nanos();
        return view;
    }

    /** On any thread. */
    private UploadView commit(long offset, long before, boolean last) {
        UploadView view = with.requests.run(() -> with.progress.reach(invocation, lease, offset, last));
        if (offset > before) {
            with.watch.moved(lease.transfer());
            with.metrics.received(offset - before);
        }
        return view;
    }

    /**
     * The request's bytes are all here. Commits them.
     *
     * @throws RefusedException as {@link #write}; {@code checksum-mismatch}, of which nothing is kept
     */
    public Ended end() {
        stream.requireOpen();
        over = true;
        Concluded concluded;
        try (segment;
                stream) {
            concluded = conclude();
        } catch (StorageException e) {
            throw Receptions.refusal(e);
        } catch (IOException e) {
            throw Receptions.refusal(new StorageUnavailableException("A segment cannot be closed", e));
        }
        Verification held = concluded.held();
        if (held == null) {
            return new Ended(concluded.view(), null);
        }
        Verifier.Verifying verifying = with.verifier.begin(invocation, held, digest);
        return new Ended(concluded.view(), () -> Receptions.carryOut(verifying));
    }

    /** All is committed; what is to be verified is null when nothing is. */
    private record Concluded(UploadView view, @Nullable Verification held) {}

    private Concluded conclude() throws StorageException {
        try {
            if (checksum != null && !checksum.holds()) {
                keepNothing();
                throw RefusedException.of(TransfersRefusal.CHECKSUM_MISMATCH);
            }
            boolean whole = lease.kind() != UploadKind.PARTIAL && room() == 0;
            UploadView view = commit(!whole);
            if (!whole || view.length() == null) {
                giveBack(whole);
                return new Concluded(view, null);
            }
            return new Concluded(view, with.requests.run(() -> with.progress.verification(invocation, lease)));
        } catch (RefusedException late) {
            forgetWhatDoesNotCount();
            throw late;
        }
    }

    /** What was appended and never committed is nobody's, and is counted nowhere: it would stay as long as the upload does. */
    private void forgetWhatDoesNotCount() throws StorageException {
        OptionalLong remains = with.requests.run(() -> with.progress.remains(Invocation.ofServer(), lease));
        if (remains.isPresent() && remains.getAsLong() < segment.length()) {
            segment.truncate(remains.getAsLong());
        }
    }

    /** As much as a transfer has, of which nobody has said yet that it is all: its length is deferred. */
    private void giveBack(boolean held) {
        if (held) {
            reach(committed, true);
        }
        if (digest != null) {
            with.pause(lease.upload(), digest);
        }
    }

    private void keepNothing() throws StorageException {
        segment.truncate(lease.offset() - lease.begin());
        digest = digestBefore;
        reach(lease.offset(), true);
        giveBack(false);
    }

    /**
     * The client has gone, or sends no more. What came is kept, unless it has a checksum, which cannot be compared. Never fails: who was
     * overtaken has nothing to keep. After {@link #end} it does nothing.
     */
    public void cut() {
        if (over) {
            return;
        }
        over = true;
        try (segment;
                stream) {
            keepWhatCame();
        } catch (RefusedException late) {
            LOG.debugf("The upload %s is no more this request's: %s", lease.upload(), late.code());
        } catch (IOException e) {
            LOG.warnf("What came last of the upload %s could not be kept: %s", lease.upload(), e.getMessage());
        }
    }

    private void keepWhatCame() throws StorageException {
        try {
            if (checksum != null) {
                keepNothing();
            } else {
                commit(true);
                giveBack(false);
            }
        } catch (RefusedException late) {
            forgetWhatDoesNotCount();
            throw late;
        }
    }
}
