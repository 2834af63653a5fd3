// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.Map;

/** What the operator reads, on the port that is the operator's. */
public final class Management {
    private Management() {}

    /** GET, {@code /health/ready} or {@code /prometheus}. */
    public static Reply get(ServerUnderTest server, String path) {
        return new Http(server.management()).send("GET", path, Map.of(), null);
    }
}
