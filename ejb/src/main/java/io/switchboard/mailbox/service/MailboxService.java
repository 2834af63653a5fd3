// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.mailbox.model.EnterpriseEvent;
import io.switchboard.mailbox.model.EnterpriseEventRepository;
import io.switchboard.mailbox.model.MailboxRepository;
import io.switchboard.mailbox.model.NewEvent;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.EventType;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.TypedId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where workflows put their events. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class MailboxService {
    @Inject
    PendingEvents pending;

    @Inject
    PendingEnterpriseEvents ofEnterprises;

    @Inject
    MailboxRepository mailboxes;

    @Inject
    EnterpriseEventRepository enterpriseEvents;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Tells an account's terminals, each in its mailbox, and its enterprise, once: collected now, written at the end of the transaction,
     * and there exactly when the transaction commits. Terminals that are revoked get nothing.
     *
     * @param subject the resource
     * @param view the resource as the account may see it
     */
    public void append(Receivers receivers, EventType type, TypedId subject, Object view) {
        NewEvent event = event(type, subject, view);
        terminals(receivers.terminals(), event);
        enterprise(receivers.enterprise(), receivers.account().value(), event);
    }

    /** Tells terminals only: what the enterprise learns by another event of the same account. */
    public void append(Collection<TerminalId> terminals, EventType type, TypedId subject, Object view) {
        if (!terminals.isEmpty()) {
            terminals(terminals, event(type, subject, view));
        }
    }

    /** Tells an enterprise what concerns no account of it. */
    public void append(EnterpriseId enterprise, EventType type, TypedId subject, Object view) {
        enterprise(enterprise, null, event(type, subject, view));
    }

    /**
     * Takes a property out of everything that an account's terminals and its enterprise were told of a subject: nobody may know it any
     * more. Who has read it has read it.
     *
     * @param receivers with all terminals that may have been told
     * @param since when the subject began
     */
    public void forget(Receivers receivers, TypedId subject, Instant since, String property) {
        mailboxes.rewrite(receivers.terminals(), subject.toString(), data -> without(data, property));
        enterpriseEvents.rewrite(
                receivers.enterprise(),
                receivers.account(),
                subject.toString(),
                since,
                data -> without(data, property));
    }

    private static String without(String data, String property) {
        try {
            JsonNode view = WireJson.mapper().readTree(data);
            return view instanceof ObjectNode object ? WireJson.write(object.without(property)) : data;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event cannot be read", e);
        }
    }

    private NewEvent event(EventType type, TypedId subject, Object view) {
        Instant now = clock.instant();
        return new NewEvent(
                ids.next(),
                type.type(),
                subject.toString(),
                now,
                WireJson.write(view),
                now.plus(settings.get(SettingKey.EVENT_RETENTION)));
    }

    private void terminals(Collection<TerminalId> terminals, NewEvent event) {
        terminals.forEach(terminal -> pending.add(terminal, event.withId(ids.next())));
    }

    private void enterprise(EnterpriseId enterprise, @Nullable UUID account, NewEvent event) {
        ofEnterprises.add(new EnterpriseEvent(
                event.id(),
                enterprise.value(),
                account,
                event.type(),
                event.subject(),
                event.time(),
                event.data(),
                event.expiresAt()));
    }
}
