// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Bytes that tests send, and how they come into staging. */
final class Bytes {
    private Bytes() {}

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Appends them under a fence of its own, durably. */
    static Piece received(Staging staging, UUID upload, long fence, byte[] bytes) throws Exception {
        try (Segment segment = staging.create(upload, fence)) {
            segment.append(ByteBuffer.wrap(bytes));
            return new Piece(upload, fence, segment.force());
        }
    }

    /** A whole content in staging, from one segment that is taken as it is. */
    static StagedFile staged(Staging staging, byte[] bytes) throws Exception {
        UUID upload = UUID.randomUUID();
        return staging.assemble(upload, 1, List.of(received(staging, upload, 1, bytes)));
    }

    /** All that a reader knows, through a buffer of an odd size. */
    static byte[] all(StagedReader reader) throws Exception {
        ByteBuffer all = ByteBuffer.allocate((int) reader.length());
        ByteBuffer buffer = ByteBuffer.allocateDirect(997);
        while (reader.read(all.position(), buffer) > 0) {
            all.put(buffer.flip());
            buffer.clear();
        }
        return all.array();
    }
}
