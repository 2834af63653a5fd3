// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest has. */
final class ClientVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(ClientVersion.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"switchboard " + version + " on Java ${java.version}"};
    }
}
