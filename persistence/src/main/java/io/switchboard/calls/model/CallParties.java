// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param terminal the placing terminal; null when an API client places the call for the account
 * @param pseudonym what the owner sees instead, stable per identifier and caller
 */
public record CallParties(
        EnterpriseId callerEnterprise,
        AccountId callerAccount,
        @Nullable TerminalId terminal,
        String pseudonym) {}
