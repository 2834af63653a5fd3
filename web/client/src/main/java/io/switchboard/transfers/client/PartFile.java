// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.LongRequest;
import io.switchboard.shared.client.OwnFiles;
import io.switchboard.transfers.wire.Identification;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What has come so far of a content, in a hidden file beside the place that it is for. Its name holds the identification code, so that
 * nothing else is ever taken for its beginning. It takes its place when somebody has found it right, and never that of another file.
 */
final class PartFile implements LongRequest.Sink, AutoCloseable {
    private static final int BUFFER = 256 << 10;
    private static final int DIGITS = 16;
    private static final int MOST_NUMBERS = 100_000;

    private final Path path;
    private final FileChannel channel;
    private final Identification code;
    private final long size;
    private final MessageDigest digest;
    private volatile long length;

    private PartFile(Path path, FileChannel channel, Identification code, long size) {
        this.path = path;
        this.channel = channel;
        this.code = code;
        this.size = size;
        this.digest = SourceFile.digest(code.algorithm());
    }

    /**
     * Opens the part of a content for this place, an empty one when there is none.
     *
     * @throws IOException also when another program has it open
     */
    static PartFile open(Path directory, String name, Identification code, long size) throws IOException {
        Path path = ReceivedName.in(directory, "." + name + "." + code.digest().substring(0, DIGITS) + ".part");
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            requireAlone(path, channel);
            return new PartFile(path, channel, code, size);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** The lock goes with the channel. */
    private static void requireAlone(Path path, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new FileSystemException(path.toString(), null, "another program is receiving it");
            }
        } catch (OverlappingFileLockException here) {
            throw new FileSystemException(path.toString(), null, "this program is receiving it already");
        }
    }

    Path path() {
        return path;
    }

    /** How many bytes are there. */
    long length() {
        return length;
    }

    /** Hears how much of what is there was read back. */
    interface Watch {
        /** In bytes. */
        void read(long done, long total);
    }

    /** Computes the digest of what is there already. */
    void readBack(Watch watch) throws IOException {
        if (channel.size() > size) {
            restart();
            return;
        }
        digest.reset();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long done = 0;
        long there = channel.size();
        if (there > 0) {
            watch.read(0, there);
        }
        while (channel.read(buffer, done) >= 0) {
            done += buffer.flip().remaining();
            digest.update(buffer);
            buffer.clear();
            watch.read(done, there);
        }
        length = done;
    }

    /** Throws away what is there. */
    void restart() throws IOException {
        channel.truncate(0);
        digest.reset();
        length = 0;
    }

    /** All of it, or the part that was asked for: from where this one ends. */
    @Override
    public void begins(int status, HttpHeaders head) throws IOException {
        if (status == 200) {
            if (length > 0) {
                restart();
            }
            return;
        }
        String range = head.firstValue("Content-Range").orElse("");
        if (!range.startsWith("bytes " + length + "-")) {
            throw new IOException("The server sends other bytes than those after " + length + ": " + range);
        }
    }

    @Override
    public void takes(ByteBuffer bytes) throws IOException {
        long after = length + bytes.remaining();
        if (after > size) {
            throw new IOException("The server sends more than the " + size + " bytes that it has announced");
        }
        digest.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            channel.write(bytes, after - bytes.remaining());
        }
        length = after;
    }

    /** Whether it is what was sent; asked once, when all of it is there. */
    boolean isRight() {
        return MessageDigest.isEqual(digest.digest(), HexFormat.of().parseHex(code.digest()));
    }

    /**
     * Makes it durable and gives it its name, or that name with a number where another file has it.
     *
     * @return where it is now
     */
    Path settle(Path directory, String name) throws IOException {
        channel.force(true);
        for (int number = 1; number <= MOST_NUMBERS; number++) {
            Path place = ReceivedName.in(directory, ReceivedName.numbered(name, number));
            if (takes(place)) {
                OwnFiles.force(directory);
                return place;
            }
        }
        throw new FileAlreadyExistsException(directory.resolve(name).toString());
    }

    /**
     * A link never replaces a file, and the file is whole when it appears. Where there are no links the name is taken by an empty file
     * first.
     */
    private boolean takes(Path place) throws IOException {
        if (Files.exists(place)) {
            return false;
        }
        try {
            Files.createLink(place, path);
            Files.delete(path);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            try {
                Files.createFile(place);
            } catch (FileAlreadyExistsException taken) {
                return false;
            }
            Files.move(path, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        }
    }

    /** Removes it: it is wrong. */
    void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
