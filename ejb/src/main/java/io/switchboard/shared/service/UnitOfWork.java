// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.IdempotencyClaim;
import io.switchboard.shared.model.IdempotencyRepository;
import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every transaction does around the work itself, in the house's lock order: lock the idempotency claim → what must hold of who
 * asks for a change → the work → flush → audit and mailboxes → complete the claim with the answer. A service that another service calls is part of the other's unit.
 */
@Workflow
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class UnitOfWork implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    transient WorkState state;

    @Inject
    transient IdempotencyRepository claims;

    @Inject
    transient StoredAnswers answers;

    @Inject
    transient PersonsConcerned persons;

    @Inject
    transient PersonalKeys personalKeys;

    @Inject
    transient PersistenceFlush persistence;

    @Inject
    transient WorkflowTimer timer;

    @Inject
    transient UnitParts parts;

    /**
     * Carries it out.
     *
     * @throws RefusedException when the idempotency claim was taken over meanwhile
     */
    @AroundInvoke
    @Nullable
    Object carryOut(InvocationContext context) throws Exception {
        if (!state.begin()) {
            return context.proceed();
        }
        long begun = System.nanoTime();
        try {
            return unit(context);
        } finally {
            timer.record(context.getMethod(), begun);
        }
    }

    private @Nullable Object unit(InvocationContext context) throws Exception {
        Optional<Invocation> invocation = invocationOf(context);
        Optional<IdempotencyClaim> claim = invocation.map(Invocation::claim);
        claim.ifPresent(held -> require(claims.lock(held)));
        invocation.filter(Invocation::changes).ifPresent(parts::require);
        Object result = context.proceed();
        persistence.flush();
        // Before the late writes, which lock what everybody waits for.
        List<AccountId> told = claim.isPresent() ? concerned(invocation.orElseThrow()) : List.of();
        parts.write();
        if (claim.isPresent()) {
            require(claims.complete(claim.get(), answers.store(claim.get(), result, told)));
        }
        return result;
    }

    /** Of whom the answer tells, each with a key. */
    private List<AccountId> concerned(Invocation invocation) {
        persons.addAll(invocation.acting().stream().toList());
        List<AccountId> all = persons.all();
        personalKeys.prepare(all);
        return all;
    }

    private static Optional<Invocation> invocationOf(InvocationContext context) {
        for (Object parameter : context.getParameters()) {
            if (parameter instanceof Invocation invocation) {
                return Optional.of(invocation);
            }
        }
        return Optional.empty();
    }

    private static void require(boolean stillHeld) {
        if (!stillHeld) {
            throw RefusedException.of(SharedRefusal.IDEMPOTENCY_KEY_IN_USE);
        }
    }
}
