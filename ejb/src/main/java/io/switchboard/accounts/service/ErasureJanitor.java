// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.Account;
import io.switchboard.accounts.model.Account.Erased;
import io.switchboard.accounts.model.ErasureRepository;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Ordered;
import io.switchboard.shared.service.PersonalKeys;
import io.switchboard.shared.service.Workflow;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Erases accounts, a part of one account in each transaction, feature by feature. The account stays locked while a part of it is removed,
 * so that of two nodes one works on it; a node that dies leaves the rest to the next round of any.
 */
@Stateless
@Workflow
public class ErasureJanitor implements JanitorTask {
    @Inject
    ErasureRepository erasures;

    @Inject
    @Any
    Instance<AccountEraser> erasers;

    @Inject
    @Any
    Instance<ErasureListener> listeners;

    @Inject
    PersonalKeys personalKeys;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * Small parts follow one another, so that a usual account is erased in one round. After a large part the rest waits for the next
     * round: other janitors carry out deadlines, and are not held up by an account with much behind it.
     */
    @Override
    public int runBatch(int skipped, int size) {
        Optional<Account> due = erasures.lockErasing(clock.instant(), skipped);
        if (due.isEmpty()) {
            return 0;
        }
        boolean large = goOn(due.get(), size) >= JanitorTask.BATCH;
        return large ? 0 : size;
    }

    /**
     * One part, that of one feature: the features take their locks in the order of the house each by itself, and not together.
     *
     * @return how many rows it had
     */
    private int goOn(Account account, int most) {
        ErasedAccount subject = new ErasedAccount(account.id(), account.enterprise());
        Erased reached = account.erased();
        for (AccountEraser eraser : Ordered.sorted(erasers.stream())) {
            int step = eraser.order();
            if (step < reached.step()) {
                continue;
            }
            Erased from = step == reached.step() ? reached : Erased.before(step);
            ErasedPart part = eraser.erase(subject, from.after(), most);
            if (part.rows() > 0) {
                Erased to = part.next().map(after -> new Erased(step, after)).orElse(Erased.before(step + 1));
                account.erasedTo(to, clock.instant());
                return part.rows();
            }
        }
        end(account, subject);
        return 0;
    }

    private void end(Account account, ErasedAccount subject) {
        account.endErasure();
        personalKeys.forget(subject.id());
        listeners.forEach(listener -> listener.erased(subject, AccountViews.of(account)));
        audit.record(
                Invocation.ofServer(),
                subject.enterprise(),
                "account.erased",
                subject.id().toString(),
                "done");
    }
}
