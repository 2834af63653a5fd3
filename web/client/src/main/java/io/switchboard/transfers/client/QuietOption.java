// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import picocli.CommandLine.Option;

/** For commands that otherwise say how far they are. */
final class QuietOption {
    @Option(
            names = {"-q", "--quiet"},
            description = "do not say how far it is")
    private boolean quiet;

    boolean isOn() {
        return quiet;
    }
}
