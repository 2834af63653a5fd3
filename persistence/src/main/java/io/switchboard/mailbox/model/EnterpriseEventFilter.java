// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which of an enterprise's events are asked for; what is empty excludes none.
 *
 * @param type a pattern of {@link EventTypes}
 * @param since not earlier
 */
public record EnterpriseEventFilter(Optional<String> type, Optional<AccountId> account, Optional<Instant> since) {}
