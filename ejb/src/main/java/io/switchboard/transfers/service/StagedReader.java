// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Segments read as one sequence, as far as it is known. It reads beside whoever appends, and never beyond what it was told: bytes there
 * are not durable, or another lease's. It holds at most one file open. For one thread at a time; an interrupt of it makes the
 * call fail, and the next one works.
 *
 * <p>When an upload is finished, its files go: {@link #read} then throws {@link ContentMissingException}, or reads on in the file that it
 * has open. Whoever meets that finds the content in the store.
 */
public final class StagedReader implements Closeable {
    private final Staging staging;
    private List<Piece> pieces;
    private long[] ends;
    private int current = -1;
    private @Nullable FileChannel open;

    StagedReader(Staging staging, List<Piece> pieces) {
        this.staging = staging;
        this.pieces = List.copyOf(pieces);
        this.ends = ends(this.pieces);
    }

    private static long[] ends(List<Piece> pieces) {
        long[] ends = new long[pieces.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, pieces.get(i).length());
            ends[i] = end;
        }
        return ends;
    }

    /** Up to where the sequence is known, in bytes. */
    public long length() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** Reads further from now on: the pieces known before, the last of which may have grown, and those that came. */
    public void extend(List<Piece> longer) {
        for (int i = 0; i < pieces.size(); i++) {
            Piece before = pieces.get(i);
            boolean last = i == pieces.size() - 1;
            if (longer.size() <= i
                    || before.fence() != longer.get(i).fence()
                    || !before.upload().equals(longer.get(i).upload())
                    || before.length() > longer.get(i).length()
                    || (before.length() < longer.get(i).length() && !last)) {
                throw new IllegalArgumentException("Not what was read before, and more: " + longer);
            }
        }
        pieces = List.copyOf(longer);
        ends = ends(pieces);
    }

    /**
     * Reads from a position, up to the end of a piece at most.
     *
     * @return how many bytes, at least one; -1 at the end of what is known; 0 when the buffer has no room
     * @throws ContentMissingException when the segment is gone
     * @throws ContentDamagedException when the segment has less than its piece
     */
    public int read(long position, ByteBuffer target) throws StorageException {
        if (position < 0) {
            throw new IllegalArgumentException("No position: " + position);
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= length()) {
            return -1;
        }
        int piece = pieceAt(position);
        Path file = staging.file(pieces.get(piece));
        int limit = target.limit();
        try {
            FileChannel channel = channel(piece, file);
            long start = piece == 0 ? 0 : ends[piece - 1];
            target.limit((int)
                    Math.min(limit, target.position() + Math.min(ends[piece] - position, Disk.BUFFER_BYTES)));
            int read = channel.read(target, position - start);
            if (read < 0) {
                throw new ContentDamagedException(
                        file.getFileName() + " has less than "
                                + pieces.get(piece).length() + " bytes",
                        null);
            }
            return read;
        } catch (IOException e) {
            throw Disk.failure("read", file, e);
        } finally {
            target.limit(limit);
        }
    }

    /** The piece that has this byte; empty ones have none. */
    private int pieceAt(long position) {
        int found = Arrays.binarySearch(ends, position + 1);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && ends[found - 1] == ends[found]) {
            found--;
        }
        return found;
    }

    private FileChannel channel(int piece, Path file) throws IOException {
        FileChannel channel = open;
        if (channel == null || current != piece || !channel.isOpen()) {
            close();
            channel = Disk.open(file, StandardOpenOption.READ);
            open = channel;
            current = piece;
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
