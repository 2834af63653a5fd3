// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a body while what came before it is written, in its order. There is at most half a mebibyte of it, and none beyond the
 * first buffer while the memory for all streams is short. For one thread.
 */
final class ReadAhead {
    private static final int MOST = 4;

    private final Buffers buffers;
    private List<Part> parts = new ArrayList<>();

    /** Where the bytes come from. */
    interface Source {
        /** Fills a buffer from there on, with what there is. */
        int fill(byte[] buffer, int from);
    }

    /** Some of the bytes. */
    static final class Part {
        private final byte[] bytes;
        private int length;

        private Part(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        /** How many of them count. */
        int length() {
            return length;
        }

        private boolean isFull() {
            return length == bytes.length;
        }
    }

    ReadAhead(Buffers buffers) {
        this.buffers = buffers;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Reads a buffer's worth, whatever others have. */
    void readSome(Source source) {
        fill(parts.isEmpty() ? added(buffers.take()) : parts.get(parts.size() - 1), source);
    }

    /** Reads while something comes and there is room. */
    void readMore(Source source) {
        for (Part part = room(); part != null && fill(part, source); ) {
            part = room();
        }
    }

    private @Nullable Part room() {
        if (!parts.isEmpty()) {
            Part last = parts.get(parts.size() - 1);
            if (!last.isFull()) {
                return last;
            }
        }
        byte @Nullable [] spare = parts.size() < MOST ? buffers.takeSpare() : null;
        return spare == null ? null : added(spare);
    }

    private Part added(byte[] buffer) {
        Part part = new Part(buffer);
        parts.add(part);
        return part;
    }

    /** Whether it is full now. */
    private boolean fill(Part part, Source source) {
        if (!part.isFull()) {
            part.length += source.fill(part.bytes, part.length);
        }
        if (part.length == 0) {
            parts.remove(part);
            buffers.give(part.bytes);
        }
        return part.isFull();
    }

    /** Hands out all there is, to be given back. */
    List<Part> take() {
        List<Part> taken = parts;
        parts = new ArrayList<>();
        return taken;
    }

    /** Gives back what was handed out. On any thread. */
    void giveBack(List<Part> taken) {
        taken.forEach(part -> buffers.give(part.bytes));
    }

    /** Forgets all there is. */
    void drop() {
        giveBack(take());
    }
}
