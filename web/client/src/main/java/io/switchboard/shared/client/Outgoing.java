// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one request.
 *
 * @param body the text to send; none when absent
 * @param repeatable whether sending it twice does no more than sending it once: it reads, or carries an idempotency key
 */
record Outgoing(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String body,
        Duration timeout,
        boolean repeatable) {}
