// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.UploadId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A range of a content that is still being uploaded, delivered as it comes: up to what is durable, and its last part only when the digest
 * of the whole is verified. All bytes are of one upload. When that one ends without being the content, no more comes, so that an answer
 * that looks whole is what its code says.
 *
 * <p>How far the upload is, the database says, whichever node receives it; {@link UploadWatch} tells when it is worth asking.
 */
final class CutThrough implements Outgoing {
    /** So much of an answer is not given away before the content is verified. */
    static final long WITHHELD = 64 << 10;

    /** So long nothing new comes before its receiver is told to come again. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Says how far the upload is now. */
    interface Look {
        /**
         * Looks.
         *
         * @param from the upload that was read before; null when none was
         * @throws RefusedException when no more will come
         */
        DeliveryService.Ahead look(@Nullable UploadId from);
    }

    private final Stores stores;
    private final Look look;
    private final UploadWatch.Seat seat;
    private final TerminalId terminal;
    private final long end;
    private long position;
    private long limit;
    private long cameAt;
    private @Nullable UploadId upload;
    private @Nullable StagedReader staged;
    private @Nullable Outgoing stored;

    /**
     * From one position to before another.
     *
     * @param seat of this reader alone, which closes it
     * @param terminal who reads
     */
    CutThrough(Stores stores, Look look, UploadWatch.Seat seat, TerminalId terminal, long from, long end) {
        this.stores = stores;
        this.look = look;
        this.seat = seat;
        this.terminal = terminal;
        this.position = from;
        this.end = end;
        this.cameAt = seat.nanos();
    }

    @Override
    public int read(byte[] target) throws StorageException {
        int read = readOn(target);
        if (read > 0) {
            position += read;
            cameAt = seat.nanos();
        } else if (seat.nanos() - cameAt > PATIENCE_NANOS) {
            throw new StorageUnavailableException("Nothing has come of an upload for too long", null);
        }
        return read;
    }

    private int readOn(byte[] target) throws StorageException {
        if (stored == null && position >= limit) {
            lookAgain();
        }
        StagedReader reader = staged;
        if (stored == null && reader != null && position < limit) {
            try {
                return reader.read(
                        position, ByteBuffer.wrap(target, 0, (int) Math.min(target.length, limit - position)));
            } catch (ContentMissingException taken) {
                // By the store; it is about to be said so.
                lookAgain();
            }
        }
        return stored == null ? 0 : stored.read(target);
    }

    private void lookAgain() throws StorageException {
        DeliveryService.Ahead ahead;
        try {
            ahead = seat.look(terminal, upload, look);
        } catch (RefusedException over) {
            throw new StorageUnavailableException("The upload that was read is over: " + over.code(), null);
        }
        if (!ahead.fetching().contains(terminal)) {
            throw new StorageUnavailableException("The transfer is over for its reader", null);
        }
        ContentId content = ahead.content();
        if (content != null) {
            stored = new StoredBytes(stores.contents().open(new ContentKey(content.value()), position, end - position));
            return;
        }
        upload = ahead.upload();
        if (ahead.pieces().isEmpty()) {
            return;
        }
        if (staged == null) {
            staged = stores.staging().read(ahead.pieces());
        } else {
            staged.extend(ahead.pieces());
        }
        long before = limit;
        limit = Math.min(staged.length(), end - WITHHELD);
        if (limit > before) {
            seat.brought();
        }
    }

    @Override
    public void whenMore(Runnable again) {
        seat.await(again);
    }

    @Override
    public void close() throws IOException {
        seat.close();
        if (staged != null) {
            staged.close();
        }
        if (stored != null) {
            stored.close();
        }
    }
}
