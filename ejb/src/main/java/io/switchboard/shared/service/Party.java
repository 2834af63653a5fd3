// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import org.jspecify.annotations.Nullable;

/**
 * An account that acts.
 *
 * @param terminal through which of its terminals; null when an API client acts for it
 */
public record Party(
        EnterpriseId enterprise,
        AccountId account,
        @Nullable TerminalId terminal) {}
