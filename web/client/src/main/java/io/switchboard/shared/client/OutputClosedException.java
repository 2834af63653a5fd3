// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.IOException;
import java.io.Serial;
import java.util.Locale;
import java.util.Optional;

/**
 * What a command says cannot be written any more. When its reader has gone, as {@code head} does when it has enough, the command ends
 * without a word, since nobody listens; otherwise (the disk is full) somebody must learn that the result is lost.
 */
public final class OutputClosedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** @param cause what the stream said, where it said it */
    OutputClosedException(Optional<IOException> cause) {
        super(
                "The standard output cannot be written"
                        + cause.map(Throwable::getMessage)
                                .map(reason -> ": " + reason)
                                .orElse("")
                        + ". What was asked for may have been done all the same.",
                cause.orElse(null));
    }

    /**
     * Whether it was the reader who has gone. Java tells the causes apart by the system's words alone; those for a broken pipe have the
     * word in them. In a language without it, the end is told rather than kept quiet.
     */
    boolean readerHasGone() {
        Throwable cause = getCause();
        return cause != null
                && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
