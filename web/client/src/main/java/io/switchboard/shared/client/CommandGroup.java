// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.List;
import picocli.CommandLine;

/**
 * A feature's part of the command line. Features name theirs in {@code META-INF/services}, so that this package needs to know none of
 * them.
 */
public interface CommandGroup {
    /** The feature's commands, as they stand below {@code switchboard}, with the converters they need. */
    List<CommandLine> commands();

    /** Where they stand in the help: small numbers first. */
    int rank();
}
