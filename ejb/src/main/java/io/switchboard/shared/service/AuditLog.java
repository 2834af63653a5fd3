// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.AuditEntry;
import io.switchboard.shared.model.AuditRepository;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TypedId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Records who did what, in the transaction that does it. Never give it a code, a token, a key or a real address. */
@ApplicationScoped
public class AuditLog implements TransactionTail {
    @Inject
    PendingAudit pending;

    @Inject
    AuditRepository repository;

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
        AccountId actingFor =
                actor instanceof Actor.Client client ? client.actingFor().orElse(null) : null;
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
                invocation.requestId()));
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public void write() {
        if (!pending.isEmpty()) {
            repository.append(pending.take());
        }
    }
}
