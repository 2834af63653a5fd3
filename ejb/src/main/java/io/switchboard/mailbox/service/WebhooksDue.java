// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.wire.WebhookId;
import java.util.Set;

/** These webhooks have something to deliver. Observed after the commit. */
public record WebhooksDue(Set<WebhookId> webhooks) {}
