// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a replay has begun.
 *
 * @param webhook where it is delivered to
 * @param queued how many events will be delivered again
 * @param next present when there may be more than one replay takes: ask again with this {@code since}; the first may then come twice. A
 *     replay looks at so many events and no more, so that this can be there when nothing, or little, was queued
 */
public record ReplayView(
        WebhookId webhook, int queued, @Nullable Instant next) {}
