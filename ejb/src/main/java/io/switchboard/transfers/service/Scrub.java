// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.service.ScrubService.Unread;
import io.switchboard.transfers.wire.ContentId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads contents through, each once in a period, and reports what is not any more what its code says, or gone. One content at a time on
 * each node, in slices: what a node may read in the time since the slice before, on a thread of verifications and behind those. Holds no
 * transaction and no lock meanwhile. Where the store belongs to somebody else nothing is read, and so nothing is damaged.
 */
@ApplicationScoped
public class Scrub implements JanitorTask {
    private static final Logger LOG = Logger.getLogger(Scrub.class);
    private static final double LONGEST_SLICE_SECONDS = 5;
    private static final double NANOS = 1e9;

    /** So many in a row that cannot be read are not at fault themselves. */
    private static final int MOST_UNREADABLE = 3;

    /** So long nothing is taken where the store is somebody else's: what was taken is tried again in an hour. */
    private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

    /** What a content costs at least, however small it is: somebody has to find it. */
    private static final long LEAST = 64 << 10;

    @Inject
    ScrubService service;

    @Inject
    ContentStore store;

    @Inject
    ContentStoreOwner owner;

    @Inject
    Requests requests;

    @Inject
    Workers workers;

    @Inject
    MonotonicTime time;

    @Inject
    Settings settings;

    @Inject
    TransferMetrics metrics;

    /** Orders what one slice has written before what the next one reads. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private final Deque<Unread> taken = new ArrayDeque<>();
    private @Nullable Reading reading;
    private @Nullable Long last;
    private int unreadable;
    private @Nullable Long restsFrom;

    /**
     * A content of which a part was read.
     *
     * @param again whether it was read before, and was wrong: a disk or a line may have been at fault once
     */
    private record Reading(Unread content, RunningDigest digest, boolean again) {
        static Reading of(Unread content, boolean again) {
            return new Reading(
                    content, RunningDigest.of(content.code().algorithm().algorithm()), again);
        }

        ContentKey key() {
            return new ContentKey(content.id().value());
        }

        long rest() {
            return content.size() - digest.length();
        }

        boolean isRight() {
            return MessageDigest.isEqual(
                    digest.value(), HexFormat.of().parseHex(content.code().digest()));
        }
    }

    @Override
    public int runBatch(int skipped, int size) {
        if (busy.compareAndSet(false, true)) {
            try {
                workers.runVerification(this::slice);
            } catch (RejectedExecutionException e) {
                busy.set(false);
                LOG.debug("The server stops", e);
            }
        }
        return 0;
    }

    private void slice() {
        try {
            read(budget());
        } catch (StorageException e) {
            LOG.warnf("Contents cannot be read through; it is tried again later: %s", e.getMessage());
            drop();
        } catch (RuntimeException e) {
            LOG.warn("Contents cannot be read through; it is tried again later", e);
            drop();
        } finally {
            busy.set(false);
        }
    }

    /** How many bytes may be read now. */
    private long budget() {
        long now = time.nanos();
        double seconds = last == null ? 1 : Math.min((now - last) / NANOS, LONGEST_SLICE_SECONDS);
        last = now;
        return (long) (seconds * settings.get(TransferKeys.SCRUB_RATE));
    }

    private void read(long budget) throws StorageException {
        long left = budget;
        while (left > 0) {
            Reading present = reading == null ? next() : reading;
            if (present == null) {
                return;
            }
            reading = present;
            long part = Math.min(left, present.rest());
            try {
                read(present, part);
                unreadable = 0;
            } catch (StorageUnavailableException e) {
                passOver(present, e);
            }
            left -= Math.max(part, LEAST);
        }
    }

    /** One that cannot be read holds up no others; when several in a row cannot, it is the store. */
    private void passOver(Reading present, StorageUnavailableException why) throws StorageException {
        reading = null;
        if (++unreadable >= MOST_UNREADABLE) {
            unreadable = 0;
            throw why;
        }
        ContentId content = present.content().id();
        ScrubService.Judgement judgement = requests.run(() -> service.suspect(Invocation.ofServer(), content));
        LOG.warnf(why, "The content %s cannot be read through (%s); it is tried again later", content, judgement);
    }

    private @Nullable Reading next() throws StorageException {
        Long resting = restsFrom;
        if (taken.isEmpty() && (resting == null || time.nanos() - resting > REST_NANOS)) {
            restsFrom = null;
            taken.addAll(requests.run(() -> service.take()));
            if (!taken.isEmpty() && !owner.isThisInstallation()) {
                drop();
                restsFrom = time.nanos();
            }
        }
        Unread next = taken.poll();
        return next == null ? null : Reading.of(next, false);
    }

    /** Whoever takes them next begins anew. */
    private void drop() {
        taken.clear();
        reading = null;
    }

    private void read(Reading present, long part) throws StorageException {
        try {
            if (present.digest().length() == 0
                    && !store.holds(present.key(), present.content().size())) {
                store.size(present.key());
                wrong(present, "changed");
                return;
            }
            digest(present, part);
        } catch (ContentMissingException e) {
            wrong(present, "missing");
            return;
        } catch (ContentDamagedException e) {
            wrong(present, "changed");
            return;
        }
        metrics.scrubbed(part);
        if (present.rest() == 0) {
            conclude(present);
        }
    }

    private void digest(Reading present, long part) throws StorageException {
        byte[] buffer = new byte[Disk.BUFFER_BYTES];
        try (InputStream bytes = store.open(present.key(), present.digest().length(), part)) {
            int read = bytes.read(buffer);
            while (read >= 0) {
                present.digest().update(ByteBuffer.wrap(buffer, 0, read));
                read = bytes.read(buffer);
            }
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageUnavailableException("Cannot read " + present.key(), e);
        }
    }

    private void conclude(Reading present) throws StorageException {
        if (present.isRight()) {
            reading = null;
            requests.run(() -> {
                service.sound(present.content().id());
                return true;
            });
        } else if (present.again()) {
            wrong(present, "changed");
        } else {
            reading = Reading.of(present.content(), true);
        }
    }

    /** A store that has gone away as a whole, as a directory does that is not mounted, has no owner either. */
    private void wrong(Reading present, String how) throws StorageException {
        reading = null;
        if (!owner.isThisInstallation()) {
            drop();
            return;
        }
        Unread content = present.content();
        switch (requests.run(() -> service.wrong(Invocation.ofServer(), content.id(), how))) {
            case SUSPECT ->
                LOG.warnf("The content %s seems to be damaged (%s); it is looked at again", content.id(), how);
            case WITHHELD ->
                LOG.errorf(
                        "The content %s seems to be damaged (%s), as so many others that the store itself must be: it is not given up."
                                + " See \"Damaged contents\" in the operations guide.",
                        content.id(), how);
            case DAMAGED -> {
                metrics.damaged();
                LOG.errorf(
                        "The content %s of the enterprise %s is damaged (%s): it is found no more, and its open transfers fail."
                                + " See \"Damaged contents\" in the operations guide.",
                        content.id(), content.enterprise(), how);
            }
            case NOTHING -> LOG.debugf("The content %s is not needed any more, or known to be wrong", content.id());
        }
    }
}
