// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import java.time.Instant;

/**
 * A single-use permission to open the channel, for browsers, which cannot send an Authorization header with a WebSocket.
 *
 * @param ticket to be sent as the query parameter {@code ticket}
 * @param expiresAt thirty seconds after it was asked for, by default
 */
public record TicketView(String ticket, Instant expiresAt) {}
