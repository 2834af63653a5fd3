// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import io.switchboard.transfers.service.ContentKey;
import io.switchboard.transfers.service.ContentStore;
import io.switchboard.transfers.service.Piece;
import io.switchboard.transfers.service.Segment;
import io.switchboard.transfers.service.StagedFile;
import io.switchboard.transfers.service.StagedReader;
import io.switchboard.transfers.service.Staging;
import io.switchboard.transfers.service.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** Endless bytes that a seed and a position determine, so that whoever finds some can tell whether they are the right ones. */
record KnownBytes(long seed) {
    private static final int BUFFER_BYTES = 64 << 10;

    byte at(long position) {
        return (byte) (((position + 31 * seed) * 0x9E37_79B9_7F4A_7C15L) >>> 56);
    }

    /** So many of them, from a position. */
    ByteBuffer from(long position, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            bytes.put(at(position + i));
        }
        return bytes.flip();
    }

    /** Appends so many of them, from a position. */
    void appendTo(Segment segment, long position, long length) throws StorageException {
        for (long done = 0; done < length; done += BUFFER_BYTES) {
            segment.append(from(position + done, (int) Math.min(BUFFER_BYTES, length - done)));
        }
    }

    /** Receives them into a segment of a lease, durably. */
    Piece receivedBy(Staging staging, UUID upload, long fence, long position, long length) throws IOException {
        try (Segment segment = staging.create(upload, fence)) {
            appendTo(segment, position, length);
            return new Piece(upload, fence, segment.force());
        }
    }

    /** A content of the first of them, in staging. */
    StagedFile staged(Staging staging, long length) throws IOException {
        UUID upload = UUID.randomUUID();
        return staging.assemble(upload, 1, List.of(receivedBy(staging, upload, 1, 0, length)));
    }

    /** Where the first byte is that is not the right one; how many there are, when all are. */
    long rightIn(InputStream bytes, long position) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long right = 0;
        int read = bytes.read(buffer);
        while (read >= 0) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] != at(position + right)) {
                    return right;
                }
                right++;
            }
            read = bytes.read(buffer);
        }
        return right;
    }

    /** The same of a part of a content. */
    long rightIn(ContentStore store, ContentKey key, long from, long length) throws IOException {
        try (InputStream bytes = store.open(key, from, length)) {
            return rightIn(bytes, from);
        }
    }

    /** The same of what is staged. */
    long rightIn(StagedReader bytes) throws StorageException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long right = 0;
        while (bytes.read(right, buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                if (buffer.get() != at(right)) {
                    return right;
                }
                right++;
            }
            buffer.clear();
        }
        return right;
    }
}
