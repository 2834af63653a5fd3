// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.wire;

import io.switchboard.shared.wire.EnterpriseId;
import java.net.URI;

/**
 * What a private server is told when it has announced itself.
 *
 * @param enterpriseId whose private server it is
 * @param centralName what the central server is called
 * @param centralUrl how terminals reach it
 */
public record AnnouncedServerView(EnterpriseId enterpriseId, String centralName, URI centralUrl) {}
