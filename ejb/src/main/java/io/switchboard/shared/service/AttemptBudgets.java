// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.AttemptBudgetRepository;
import io.switchboard.shared.model.AttemptBudgetRepository.Charged;
import io.switchboard.shared.model.AttemptBudgetRepository.Window;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.RefusalCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Budgets against guessing. They stand in the database, so that they hold on all nodes together and survive a restart, and they are
 * charged in the transaction of the attempt, before anything else that it locks or looks up: the database has each budget's row locked
 * until the attempt is decided, so that no number of parallel attempts gets more than the budget.
 */
@ApplicationScoped
public class AttemptBudgets {
    private static final String PURPOSE = "attempt-budget";

    @Inject
    AttemptBudgetRepository budgets;

    @Inject
    Secrets secrets;

    @Inject
    Clock clock;

    /**
     * Charges each budget with one attempt. One statement.
     *
     * @throws RefusedException with the code and the time to wait when one of them has been used up and does not spare the attempt; nothing
     *     is charged then
     */
    public void charge(List<AttemptBudget> attempts, RefusalCode code) {
        Instant now = clock.instant();
        Map<ByteBuffer, AttemptBudget> byKey = new HashMap<>();
        attempts.forEach(budget -> byKey.put(ByteBuffer.wrap(key(budget)), budget));
        List<Window> windows = byKey.entrySet().stream()
                .map(entry -> new Window(
                        entry.getKey().array(), now.plus(entry.getValue().window())))
                .toList();
        Map<AttemptBudget, Charged> all = new HashMap<>();
        for (Charged charged : budgets.charge(windows, now)) {
            AttemptBudget budget = byKey.get(ByteBuffer.wrap(charged.key()));
            if (budget == null) {
                throw new IllegalStateException("a window that was not charged");
            }
            all.put(budget, charged);
        }
        Set<String> firsts = all.entrySet().stream()
                .filter(entry -> entry.getValue().used() == 1)
                .map(entry -> entry.getKey().subject())
                .collect(Collectors.toUnmodifiableSet());
        Duration left = all.entrySet().stream()
                .filter(entry -> entry.getValue().used() > entry.getKey().most(firsts))
                .map(entry -> left(entry.getKey(), entry.getValue(), now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        if (!left.isZero() && !left.isNegative()) {
            throw RefusedException.until(code, left);
        }
    }

    /**
     * Charges a budget that spares nobody, for what can be done another way when it is used up. The charge stays. One statement.
     *
     * @return false when it has been used up
     */
    public boolean tryCharge(AttemptBudget attempt) {
        Instant now = clock.instant();
        Window window = new Window(key(attempt), now.plus(attempt.window()));
        return budgets.charge(List.of(window), now).stream().allMatch(charged -> charged.used() <= attempt.most());
    }

    /** Never more than the window: it may have been opened after this attempt's time, while this one waited for its row. */
    private static Duration left(AttemptBudget budget, Charged charged, Instant now) {
        Duration left = Duration.between(now, charged.expiresAt());
        return left.compareTo(budget.window()) > 0 ? budget.window() : left;
    }

    /** Takes the attempt back from each. Only in the transaction that has charged them. */
    public void refund(List<AttemptBudget> attempts) {
        budgets.refund(attempts.stream().map(this::key).toList());
    }

    private byte[] key(AttemptBudget budget) {
        return secrets.mac(PURPOSE, budget.subject());
    }
}
