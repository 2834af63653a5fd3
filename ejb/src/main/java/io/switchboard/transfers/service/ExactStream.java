// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * So many bytes of a source. That the source ends, or fails, before them is an exception and never looks like the end; what the source
 * has beyond them is not read.
 */
final class ExactStream extends InputStream {
    private final InputStream source;
    private final Failures failures;
    private final Closeable breakingOff;
    private final byte[] single = new byte[1];
    private long remaining;

    /** What it means when a source does not give what was asked for. */
    interface Failures {
        /** The source ended, and so many bytes are still to come. */
        StorageException endedBefore(long remaining);

        /** The source failed. */
        StorageException failed(IOException e);
    }

    /**
     * Reads from where the source stands.
     *
     * @param breakingOff closes the source when not all of it was read, without reading the rest
     */
    ExactStream(InputStream source, long length, Failures failures, Closeable breakingOff) {
        this.source = source;
        this.remaining = length;
        this.failures = failures;
        this.breakingOff = breakingOff;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        int wanted = (int) Math.min(Math.min(length, Disk.BUFFER_BYTES), remaining);
        int read;
        try {
            read = source.read(target, offset, wanted);
        } catch (IOException e) {
            throw failures.failed(e);
        }
        if (read <= 0) {
            throw failures.endedBefore(remaining);
        }
        remaining -= read;
        return read;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(source.available(), remaining);
    }

    @Override
    public void close() throws IOException {
        if (remaining == 0) {
            source.close();
        } else {
            breakingOff.close();
        }
    }
}
