// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

/** How the command line ends. Scripts rely on these numbers. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;

    /** The server answered, and said no. */
    public static final int REFUSED = 1;

    /** The command was not given as it must be, or a file or the standard output cannot be read or written. */
    public static final int USAGE = 2;

    /** The server did not answer. */
    public static final int UNREACHABLE = 3;

    /** The profile has not the credentials that the command needs. */
    public static final int NO_CREDENTIALS = 4;

    /** A defect of this program. */
    public static final int DEFECT = 70;

    /** Interrupted. */
    public static final int INTERRUPTED = 130;

    /** The standard output's reader went before everything was written; the number that a shell gives for SIGPIPE. */
    public static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}
}
