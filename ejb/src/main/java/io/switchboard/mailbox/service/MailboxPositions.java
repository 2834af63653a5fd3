// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPosition;
import io.switchboard.mailbox.model.MailboxRepository;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads where mailboxes stand. */
@Stateless
public class MailboxPositions {
    @Inject
    MailboxRepository repository;

    /** All of these in one statement. */
    public List<MailboxPosition> of(Collection<UUID> terminals) {
        return repository.positions(terminals);
    }
}
