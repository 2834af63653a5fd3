// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.Closeable;

/** Bytes on their way to a receiver, in order and each once. For one thread at a time; never longer in a call than the disk takes. */
public interface Outgoing extends Closeable {
    /**
     * Reads on.
     *
     * @return how many bytes, at least one; 0 when there are none yet, which {@link #whenMore} waits for
     * @throws StorageException when no more will come, before the end; what was read so far must not look whole then
     */
    int read(byte[] target) throws StorageException;

    /**
     * Has somebody read again when there may be more. After a read of 0, once.
     *
     * @param again must not wait; on any thread
     */
    void whenMore(Runnable again);
}
