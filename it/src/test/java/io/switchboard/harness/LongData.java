// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Data that are too long to be kept in memory: the same block again and again, which long data may have in common, and a last block that
 * no others have.
 */
public final class LongData {
    /** The bytes of a block. */
    public static final int BLOCK = 1 << 20;

    private final byte[] block;
    private final byte[] last;
    private final int blocks;
    private final String digest;

    private LongData(byte[] block, byte[] last, int blocks, String digest) {
        this.block = block;
        this.last = last;
        this.blocks = blocks;
        this.digest = digest;
    }

    /** So many blocks that nobody has sent before. */
    public static LongData random(int blocks) {
        return different(1, blocks).get(0);
    }

    /** So many of them, each of so many blocks and different from all others. */
    public static List<LongData> different(int count, int blocks) {
        Random random = new Random();
        byte[] block = new byte[BLOCK];
        random.nextBytes(block);
        try {
            MessageDigest common = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < blocks - 1; i++) {
                common.update(block);
            }
            List<LongData> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] last = new byte[BLOCK];
                random.nextBytes(last);
                MessageDigest whole = (MessageDigest) common.clone();
                all.add(new LongData(block, last, blocks, HexFormat.of().formatHex(whole.digest(last))));
            }
            return all;
        } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many blocks. */
    public int blocks() {
        return blocks;
    }

    /** How many bytes. */
    public long size() {
        return (long) blocks * BLOCK;
    }

    /** One of the blocks, from 0; not to be changed. */
    public byte[] block(int number) {
        return number == blocks - 1 ? last : block;
    }

    /** Their SHA-256 in hexadecimal. */
    public String digest() {
        return digest;
    }

    /** Their code, as JSON. */
    public Map<String, String> code() {
        return Map.of("algorithm", "sha-256", "digest", digest);
    }

    /** What declares them. */
    public Map<String, Object> to(Account target) {
        return Map.of("identification", code(), "size", size(), "target", Map.of("accountId", target.id()));
    }

    /** Writes them to a file, which is durable then. */
    public Path writtenTo(Path file) throws IOException {
        try (FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < blocks; i++) {
                ByteBuffer bytes = ByteBuffer.wrap(block(i));
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
            }
            to.force(true);
        }
        return file;
    }
}
