// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.accounts.service.TerminalListener;
import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Gives every new terminal a mailbox, and closes that of a revoked one, with its channel. */
@ApplicationScoped
public class TerminalMailboxes implements TerminalListener {
    @Inject
    MailboxRepository repository;

    @Inject
    PendingEvents pending;

    @Override
    public void enrolled(TerminalId terminal) {
        repository.create(terminal);
    }

    @Override
    public void revoked(List<TerminalId> terminals) {
        terminals.forEach(pending::close);
    }
}
