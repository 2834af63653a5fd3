// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import org.jspecify.annotations.Nullable;

/** There is no room for what was to be written: the disk, or somebody's quota of it, is full. Everything that was durable before still is. */
public final class StorageFullException extends StorageException {
    private static final long serialVersionUID = 1L;

    StorageFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
