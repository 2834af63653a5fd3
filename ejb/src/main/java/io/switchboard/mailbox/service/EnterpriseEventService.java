// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.EnterpriseEvent;
import io.switchboard.mailbox.model.EnterpriseEventFilter;
import io.switchboard.mailbox.model.EnterpriseEventRepository;
import io.switchboard.mailbox.model.EventTypes;
import io.switchboard.mailbox.wire.EnterpriseEventView;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
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
     * The managed enterprise's events, newest first. One statement; with a type a few.
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
        EnterpriseId enterprise = invocation.managed();
        EnterpriseEventFilter filter = new EnterpriseEventFilter(account, since);
        Instant now = clock.instant();
        if (type.isEmpty()) {
            return Pages.of(
                    repository.list(enterprise, filter, now, page.withOneMore()),
                    page,
                    EnterpriseEvent::id,
                    envelope::of);
        }
        // What no index is worth: types are few.
        Page<EnterpriseEvent> found = Pages.sifted(
                page,
                part -> repository.list(enterprise, filter, now, part),
                EnterpriseEvent::id,
                events -> events,
                event -> EventTypes.covers(type.get(), event.type()));
        return new Page<>(found.items().stream().map(envelope::of).toList(), found.next());
    }
}
