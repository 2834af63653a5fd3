// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import java.time.Instant;

/**
 * A webhook's new secret.
 *
 * @param webhook the webhook that has it
 * @param secret what deliveries are signed with (Standard Webhooks); shown this once
 * @param formerUntil how long they are signed with the former one as well
 */
public record WebhookSecretView(WebhookId webhook, String secret, Instant formerUntil) {}
