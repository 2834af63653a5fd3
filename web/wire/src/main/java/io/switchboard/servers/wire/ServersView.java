// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.wire;

import java.util.List;

/**
 * The servers that a terminal can choose from.
 *
 * @param servers the one that was asked first
 */
public record ServersView(List<ServerView> servers) {
    /** As it was read. */
    public ServersView {
        servers = List.copyOf(servers);
    }
}
