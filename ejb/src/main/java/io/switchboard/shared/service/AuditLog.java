// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.AuditEntry;
import io.switchboard.shared.model.AuditRepository;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TypedId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records who did what, in the transaction that does it. Never give it a code, a token, a key or a real address. */
@ApplicationScoped
public class AuditLog implements TransactionTail {
    @Inject
    PendingAudit pending;

    @Inject
    AuditRepository repository;

    @Inject
    PersonalKeys personalKeys;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** Records something carried out, for the caller's own enterprise. */
    public void done(Invocation invocation, String action, TypedId resource) {
        record(invocation, invocation.enterprise().orElse(null), action, resource.toString(), "done");
    }

    /**
     * Records for a given enterprise.
     *
     * @param enterprise whose audit it is part of
     * @param outcome {@code done}, or why not
     */
    public void record(
            Invocation invocation, @Nullable EnterpriseId enterprise, String action, String resource, String outcome) {
        Actor actor = invocation.actor();
        AccountId person = actor instanceof Actor.Device device ? device.account() : null;
        record(invocation, enterprise, person, action, resource, outcome);
    }

    /**
     * The same of somebody who is known only by what is done.
     *
     * @param person whose device it comes from: where that is, is kept under this account's own key; null where it comes from no
     *     person's, as from an enterprise's back end
     */
    public void record(
            Invocation invocation,
            @Nullable EnterpriseId enterprise,
            @Nullable AccountId person,
            String action,
            String resource,
            String outcome) {
        Actor actor = invocation.actor();
        AccountId actingFor = actingFor(actor);
        pending.add(new AuditEntry(
                ids.next(),
                clock.instant(),
                enterprise == null ? null : enterprise.value(),
                actor.name(),
                actingFor == null ? null : actingFor.value(),
                action,
                resource,
                outcome,
                invocation.sourceAddress(),
                invocation.requestId(),
                person == null ? null : person.value(),
                null));
    }

    private static @Nullable AccountId actingFor(Actor actor) {
        if (actor instanceof Actor.Relay relay) {
            return relay.account();
        }
        return actor instanceof Actor.Client client ? client.actingFor().orElse(null) : null;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public void write() {
        if (!pending.isEmpty()) {
            repository.append(pending.take().stream().map(this::discreet).toList());
        }
    }

    /** Where a person's devices are is the person's: it goes when the account does. */
    private AuditEntry discreet(AuditEntry entry) {
        String source = entry.sourceAddress();
        UUID person = entry.person();
        return source == null || person == null
                ? entry
                : entry.withSource(personalKeys.wrap(
                        new AccountId(person), Secrets.bytes(entry.id()), source.getBytes(StandardCharsets.UTF_8)));
    }
}
