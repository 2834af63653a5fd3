// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as an enterprise reads it, in structured JSON (CloudEvents 1.0): once for the account that it concerns, however many
 * terminals that has.
 *
 * @param specversion always {@code 1.0}
 * @param id unique; the same wherever the event is read, and however often it is delivered
 * @param type {@code io.switchboard.<resource>.<name>}
 * @param source the server's URI
 * @param subject the id of the resource it is about
 * @param time when it happened
 * @param datacontenttype always {@code application/json}
 * @param account whom it concerns: for whom a client may act on it; absent on what concerns the enterprise itself
 * @param sequence in a delivery: the webhook's own gapless counter, from 1
 * @param data the view of the resource as the account may see it
 */
public record EnterpriseEventView(
        String specversion,
        String id,
        String type,
        String source,
        String subject,
        Instant time,
        String datacontenttype,
        @Nullable AccountId account,
        @Nullable Long sequence,
        Map<String, Object> data) {}
