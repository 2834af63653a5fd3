// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Collection;

/** Hints within this node. */
@ApplicationScoped
public class LocalWakeUps implements WakeUps {
    @Inject
    Watchers watchers;

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) MailboxesChanged changed) {
        wake(changed.terminals());
    }

    @Override
    public void wake(Collection<TerminalId> terminals) {
        terminals.forEach(watchers::wake);
    }
}
