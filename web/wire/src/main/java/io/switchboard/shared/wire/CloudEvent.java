// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event in structured JSON (CloudEvents 1.0).
 *
 * @param specversion always {@code 1.0}
 * @param id unique
 * @param type {@code io.switchboard.<resource>.<name>}
 * @param source the server's URI
 * @param subject the id of the resource it is about
 * @param time when it happened
 * @param datacontenttype always {@code application/json}
 * @param sequence the receiver's own gapless counter, from 1; absent on the channel's own messages ({@code io.switchboard.channel.*})
 * @param data the view of the resource as this receiver may see it
 */
public record CloudEvent(
        String specversion,
        String id,
        String type,
        String source,
        @Nullable String subject,
        Instant time,
        String datacontenttype,
        @Nullable Long sequence,
        Map<String, Object> data) {
    /** What every event type starts with. */
    public static final String TYPE_PREFIX = "io.switchboard.";
}
