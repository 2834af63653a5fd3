// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.nio.file.Path;

/**
 * The process that runs these tests, one of several at the same time: failsafe starts as many as its {@code forkCount} and numbers
 * them. What the tests of one write, and the ports on which they listen, no other touches.
 */
final class Fork {
    private static final int NUMBER = Integer.parseInt(ServerDirectory.property("switchboard.it.fork"));
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 3_000;
    /** Ports end below the range from which the system takes those for outgoing connections, so that one stays free between two boots. */
    private static final int FORKS = 4;

    private Fork() {}

    /** A directory of this fork below {@code target}, absolute; it need not exist. */
    static Path directory(String name) {
        return Path.of("target", "fork-" + NUMBER, name).toAbsolutePath();
    }

    /** The lowest of this fork's ports. */
    static int firstPort() {
        if (NUMBER < 1 || NUMBER > FORKS) {
            throw new IllegalStateException("There are ports for " + FORKS + " forks, and this is number " + NUMBER);
        }
        return FIRST_PORT + (NUMBER - 1) * PORTS;
    }

    /** The port after the highest of this fork's. */
    static int endOfPorts() {
        return firstPort() + PORTS;
    }
}
