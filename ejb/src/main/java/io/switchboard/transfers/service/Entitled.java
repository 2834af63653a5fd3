// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;

/** Bytes for somebody, as long as he has the right to them. */
final class Entitled implements Outgoing {
    private final Outgoing bytes;
    private final Streams.Stream stream;

    /** Closes both. */
    Entitled(Outgoing bytes, Streams.Stream stream) {
        this.bytes = bytes;
        this.stream = stream;
    }

    @Override
    public int read(byte[] target) throws StorageException {
        stream.requireOpen();
        return bytes.read(target);
    }

    @Override
    public void whenMore(Runnable again) {
        bytes.whenMore(again);
    }

    @Override
    public void close() throws IOException {
        stream.close();
        bytes.close();
    }
}
