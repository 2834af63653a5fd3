// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;

/** An enrolled terminal: who it is, and the keys with which it proves that. */
public record TerminalIdentity(TerminalId id, AccountId accountId, String name, TerminalKeys keys) {}
