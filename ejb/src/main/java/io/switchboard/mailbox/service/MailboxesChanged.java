// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.shared.wire.TerminalId;
import java.util.List;

/** These mailboxes have new events, a new channel, or were closed. Observed after the commit. */
public record MailboxesChanged(List<TerminalId> terminals) {}
