// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.Map;

/**
 * Gives tests a second server of their process, whose clock is this machine's: for programs, which go by that clock too. Its tests do
 * not move it ({@link ServerUnderTest#passes}).
 */
public final class SharedServerOnTime extends SharedServer {
    /** For JUnit. */
    public SharedServerOnTime() {
        super("server on time", Map.of());
    }
}
