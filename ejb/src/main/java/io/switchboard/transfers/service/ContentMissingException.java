// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import org.jspecify.annotations.Nullable;

/** What is asked for is not there: it was never written, it was taken over by the store, or it was deleted. */
public final class ContentMissingException extends StorageException {
    private static final long serialVersionUID = 1L;

    ContentMissingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
