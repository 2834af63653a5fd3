// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** A file is not what it was when its identification code was computed. Nothing of it is delivered. */
public final class FileChangedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    FileChangedException(Path file) {
        super(
                file
                        + " has changed while it was being sent. Nothing of it is delivered; send it again when it is complete.");
    }
}
