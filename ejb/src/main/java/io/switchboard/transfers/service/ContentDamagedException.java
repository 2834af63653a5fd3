// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import org.jspecify.annotations.Nullable;

/** What is there is less than what was durable. Trying again does not help; whoever has the bytes must send them again. */
public final class ContentDamagedException extends StorageException {
    private static final long serialVersionUID = 1L;

    ContentDamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
