// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.CloudEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One message to a channel's reader.
 *
 * @param name of the channel's own messages, after {@code channel.}; null for an event of the mailbox
 * @param position where the reader stands once it has this message; null when the message does not change that
 * @param json the CloudEvent
 * @param retryAfter when to connect again, for the message that sends the reader away
 */
record ChannelMessage(
        @Nullable String name,
        @Nullable Long position,
        String json,
        @Nullable Duration retryAfter) {
    static ChannelMessage of(CloudEvent event) {
        return new ChannelMessage(null, event.sequence(), WireJson.write(event), null);
    }
}
