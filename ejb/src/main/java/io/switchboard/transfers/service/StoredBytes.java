// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import java.io.InputStream;

/** A range of a content that is in the store: all of it is there. */
final class StoredBytes implements Outgoing {
    private final InputStream bytes;

    StoredBytes(InputStream bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read(byte[] target) throws StorageException {
        try {
            int read = bytes.read(target);
            if (read < 0) {
                throw new ContentDamagedException("A content has ended before its end", null);
            }
            return read;
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageUnavailableException("A content cannot be read", e);
        }
    }

    @Override
    public void whenMore(Runnable again) {
        throw new IllegalStateException("All of it is there");
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
