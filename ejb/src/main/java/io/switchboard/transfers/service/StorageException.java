// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why bytes could not be written or read. There are no other reasons: a caller that has thought of each kind has thought of all. */
public abstract sealed class StorageException extends IOException
        permits ContentMissingException, ContentDamagedException, StorageFullException, StorageUnavailableException {
    private static final long serialVersionUID = 1L;

    StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
