// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which of an enterprise's events are asked for, by what an index knows; what is empty excludes none.
 *
 * @param since not earlier
 */
public record EnterpriseEventFilter(Optional<AccountId> account, Optional<Instant> since) {}
