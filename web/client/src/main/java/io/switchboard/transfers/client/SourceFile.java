// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.PossessionProof;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * A file to be sent, as it is when it is opened: read as often as needed, from any place, with a small buffer. When it changes meanwhile,
 * that is found out by its size, its time and its identity; what these do not tell, the server finds out by the identification code.
 */
public final class SourceFile implements AutoCloseable {
    private static final int BUFFER = 256 << 10;

    private final Path path;
    private final FileChannel channel;
    private final BasicFileAttributes opened;

    private SourceFile(Path path, FileChannel channel, BasicFileAttributes opened) {
        this.path = path;
        this.channel = channel;
        this.opened = opened;
    }

    /**
     * Opens one.
     *
     * @throws IllegalArgumentException when it is no regular file
     * @throws IOException when it cannot be read
     */
    public static SourceFile open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException(path + " is a directory; pack it into one file to send it");
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new IllegalArgumentException(path + " is no regular file, and what is sent is read more than once");
        }
        return new SourceFile(path, FileChannel.open(path, StandardOpenOption.READ), attributes);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Its name without directories, as a transfer may have it. */
    public String name() {
        String name = Objects.requireNonNullElse(
                        path.toAbsolutePath().normalize().getFileName(), path)
                .toString()
                .replaceAll("[\\p{Cc}\\p{Cs}/\\\\]", "_");
        return name.length() <= 255 ? name : name.substring(0, 254).replaceAll("\\p{Cs}$", "") + "_";
    }

    /** How many bytes it has. */
    public long size() {
        return opened.size();
    }

    /**
     * Computes its identification code, in one pass.
     *
     * @param watch told how many bytes are done
     * @throws FileChangedException when it changes meanwhile
     */
    public Identification identify(IdentificationRule rule, LongConsumer watch) throws IOException {
        MessageDigest digest = digest(rule);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long done = 0;
        watch.accept(0);
        while (channel.read(buffer, done) >= 0) {
            done += buffer.flip().remaining();
            digest.update(buffer);
            buffer.clear();
            watch.accept(done);
        }
        if (done != size()) {
            throw new FileChangedException(path);
        }
        requireUnchanged();
        return new Identification(rule, HexFormat.of().formatHex(digest.digest()));
    }

    /** A new digest by a rule. */
    static MessageDigest digest(IdentificationRule rule) {
        try {
            return MessageDigest.getInstance(rule.algorithm());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(rule + " is missing", missing);
        }
    }

    /** For proofs of possession. */
    PossessionProof.Bytes bytes() {
        return (from, length) -> from(from);
    }

    /** Its bytes from a place on. Closing the stream leaves the file open. */
    InputStream from(long offset) {
        return new Part(offset);
    }

    /**
     * Whether it is still what it was.
     *
     * @throws FileChangedException when it is not
     */
    public void requireUnchanged() throws IOException {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        if (now.size() != opened.size()
                || !now.lastModifiedTime().equals(opened.lastModifiedTime())
                || !Objects.equals(now.fileKey(), opened.fileKey())) {
            throw new FileChangedException(path);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Part extends InputStream {
        private long position;

        private Part(long position) {
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = channel.read(ByteBuffer.wrap(buffer, from, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
