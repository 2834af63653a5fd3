// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * What one holder of an upload's lease appends to. For one thread at a time, but for {@link #forcing}; others may read what is durable
 * meanwhile, through {@link Staging#read}. An interrupt of the thread closes the file: the call fails, and so does every one after it.
 */
public final class Segment implements Closeable {
    private final Path file;
    private final FileChannel channel;
    private long length;
    // Of whoever forces it.
    private volatile long durable;
    private volatile boolean named;
    private volatile boolean doubtful;

    Segment(Path file, FileChannel channel, long length) {
        this.file = file;
        this.channel = channel;
        this.length = length;
        this.durable = length;
    }

    /** How much was appended, in bytes: some of it may be in the memory of the system only. */
    public long length() {
        return length;
    }

    /** How much survives the end of this machine, in bytes. */
    public long durable() {
        return durable;
    }

    /**
     * Appends all that the buffer has left. Where that fails, nothing is appended and the buffer is as it was.
     *
     * @throws StorageFullException when there is no room; it may be tried again
     */
    public void append(ByteBuffer bytes) throws StorageException {
        requireCertain();
        int start = bytes.position();
        int limit = bytes.limit();
        try {
            long end = length;
            while (bytes.position() < limit) {
                bytes.limit(Math.min(limit, bytes.position() + Disk.BUFFER_BYTES));
                end += channel.write(bytes, end);
            }
            length = end;
        } catch (IOException e) {
            bytes.position(start);
            throw Disk.failure("append to", file, e);
        } finally {
            bytes.limit(limit);
        }
    }

    /**
     * Makes durable what was appended. When that fails, the system may have dropped what was not durable before and forgotten that it
     * did: this segment then refuses everything but being closed, and what is received again needs a new fence.
     *
     * @return how much is durable now, in bytes
     */
    public long force() throws StorageException {
        return force(length);
    }

    /**
     * What makes durable all that was appended by now, as {@link #force} does: on any thread, while the holder goes on appending. Nothing
     * else is forced or forgotten before it has ended.
     */
    public Callable<Long> forcing() {
        long appended = length;
        return () -> force(appended);
    }

    private long force(long appended) throws StorageException {
        requireCertain();
        try {
            channel.force(false);
            if (!named) {
                Disk.sync(Objects.requireNonNull(file.getParent(), "in staging"));
                named = true;
            }
            durable = appended;
            return appended;
        } catch (IOException e) {
            doubtful = true;
            throw Disk.failure("force", file, e);
        }
    }

    /**
     * Forgets what was appended after the first so many bytes: a part whose checksum was wrong. What a row says to be received must stay.
     *
     * @param to in bytes, at most {@link #length}
     */
    public void truncate(long to) throws StorageException {
        requireCertain();
        if (to < 0 || to > length) {
            throw new IllegalArgumentException("Of " + length + " bytes, " + to + " cannot stay");
        }
        try {
            channel.truncate(to);
            length = to;
            durable = Math.min(durable, to);
        } catch (IOException e) {
            throw Disk.failure("truncate", file, e);
        }
    }

    private void requireCertain() throws StorageUnavailableException {
        if (doubtful) {
            throw new StorageUnavailableException(
                    file.getFileName() + " could not be forced: it is uncertain beyond " + durable + " bytes", null);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
