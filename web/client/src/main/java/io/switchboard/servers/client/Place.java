// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.client;

import io.switchboard.shared.client.AccountSession;
import org.jspecify.annotations.Nullable;

/**
 * Where a command is carried out.
 *
 * @param session the session to work with
 * @param other the server's name; absent when it is the one that the profile is for
 */
public record Place<S extends AccountSession>(
        S session, @Nullable String other) {}
