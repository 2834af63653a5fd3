// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.shared.wire.TerminalId;
import java.util.Collection;

/** Carries hints that mailboxes have changed. A lost hint costs the poll interval, never an event. */
public interface WakeUps {
    /** Tells whoever waits for one of these terminals, on any node that this transport reaches. Returns at once. */
    void wake(Collection<TerminalId> terminals);
}
