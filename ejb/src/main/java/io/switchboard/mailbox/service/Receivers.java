// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import java.util.Collection;

/**
 * Who learns of an event of an account.
 *
 * @param enterprise the account's
 * @param terminals those of its terminals that are told; the enterprise learns of it also when there is none
 */
public record Receivers(EnterpriseId enterprise, AccountId account, Collection<TerminalId> terminals) {}
