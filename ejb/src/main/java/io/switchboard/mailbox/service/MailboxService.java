// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.NewEvent;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.TypedId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;

/** Where workflows put their events. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class MailboxService {
    @Inject
    PendingEvents pending;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Appends one event to each of these terminals' mailboxes: collected now, written at the end of the transaction, and there exactly
     * when the transaction commits. Terminals that are revoked get nothing.
     *
     * @param name {@code <resource>.<name>}
     * @param subject the resource
     * @param view the resource as these receivers may see it
     */
    public void append(Collection<TerminalId> terminals, String name, TypedId subject, Object view) {
        if (terminals.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        NewEvent event = new NewEvent(
                ids.next(),
                CloudEvent.TYPE_PREFIX + name,
                subject.toString(),
                now,
                WireJson.write(view),
                now.plus(settings.get(SettingKey.EVENT_RETENTION)));
        terminals.forEach(terminal -> pending.add(terminal, event.withId(ids.next())));
    }
}
