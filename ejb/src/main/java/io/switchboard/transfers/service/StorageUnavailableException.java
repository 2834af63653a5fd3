// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import org.jspecify.annotations.Nullable;

/** The disk or the store failed, cannot be reached or broke off; whether the content is well is not known. Later it may work. */
public final class StorageUnavailableException extends StorageException {
    private static final long serialVersionUID = 1L;

    StorageUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
