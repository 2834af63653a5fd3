// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digest of a sequence of bytes while they come, in the memory of the node that receives them. It cannot be written down: after a
 * restart, or where another node goes on, it is made again from the segments ({@link #over}; ADR 0014). For one thread at a time.
 */
public final class RunningDigest {
    private final MessageDigest digest;
    private long length;

    private RunningDigest(MessageDigest digest, long length) {
        this.digest = digest;
        this.length = length;
    }

    /**
     * Of nothing yet.
     *
     * @param algorithm {@code SHA-256} or {@code SHA-512}, as the JDK names them (FIPS 180-4)
     */
    public static RunningDigest of(String algorithm) {
        try {
            return new RunningDigest(MessageDigest.getInstance(algorithm), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("No digest of this JDK: " + algorithm, e);
        }
    }

    /** Of all that the reader knows, read anew: as fast as the disk and one processor are. */
    public static RunningDigest over(String algorithm, StagedReader bytes) throws StorageException {
        RunningDigest running = of(algorithm);
        ByteBuffer buffer = ByteBuffer.allocate(Disk.BUFFER_BYTES);
        while (bytes.read(running.length, buffer) >= 0) {
            running.update(buffer.flip());
            buffer.clear();
        }
        return running;
    }

    /** Takes all that the buffer has left. */
    public void update(ByteBuffer bytes) {
        length += bytes.remaining();
        digest.update(bytes);
    }

    /** How many bytes it is of. */
    public long length() {
        return length;
    }

    /** Another one that goes on from here by itself, to return to when what comes next turns out to be wrong. */
    public RunningDigest copy() {
        return new RunningDigest(copied(), length);
    }

    /** The digest of what has come so far; more may come. */
    public byte[] value() {
        return copied().digest();
    }

    private MessageDigest copied() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's own digests can be copied", e);
        }
    }
}
