// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.EnterpriseEvent;
import io.switchboard.mailbox.model.EnterpriseEventFilter;
import io.switchboard.mailbox.model.EnterpriseEventRepository;
import io.switchboard.mailbox.wire.EnterpriseEventView;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.Page;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What has happened to an enterprise's accounts. */
@Stateless
@Workflow
public class EnterpriseEventService {
    @Inject
    EnterpriseEventRepository repository;

    @Inject
    EventEnvelope envelope;

    @Inject
    Clock clock;

    /**
     * The managed enterprise's events, newest first. One statement.
     *
     * @param type a pattern of types
     * @param since nothing earlier
     * @throws RefusedException {@code forbidden} for everybody but a manager
     */
    public Page<EnterpriseEventView> list(
            Invocation invocation,
            Optional<String> type,
            Optional<AccountId> account,
            Optional<Instant> since,
            PageRequest page) {
        EnterpriseEventFilter filter = new EnterpriseEventFilter(type, account, since);
        return Pages.of(
                repository.list(invocation.managed(), filter, clock.instant(), page.withOneMore()),
                page,
                EnterpriseEvent::id,
                envelope::of);
    }
}
