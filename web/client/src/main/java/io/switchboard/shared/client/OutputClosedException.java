// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.Serial;

/**
 * What a command says cannot be written any more: its reader has gone, as {@code head} does when it has enough, or the disk is full.
 * Ends the command without a word, since nobody listens.
 */
public final class OutputClosedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    OutputClosedException() {
        super("the standard output cannot be written");
    }
}
