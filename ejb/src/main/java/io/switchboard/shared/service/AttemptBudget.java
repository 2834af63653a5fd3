// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How often something may be tried.
 *
 * @param subject what, and by whom; kept as a MAC
 * @param most how many attempts a window has
 * @param window from the first attempt on
 * @param spares the subject of a narrower budget that is charged with it: an attempt that is the first one there has {@value #SPARED} times
 *     as many here
 */
public record AttemptBudget(String subject, int most, Duration window, Optional<String> spares) {
    /** Somebody who has many of the narrower budgets must not have as many attempts as he likes. */
    static final int SPARED = 10;

    /** One that spares nobody. */
    public AttemptBudget(String subject, int most, Duration window) {
        this(subject, most, window, Optional.empty());
    }

    /**
     * The same, but an attempt that is the first one of a narrower budget's window is not refused when others have used it up; only when
     * they have used it up {@value #SPARED} times. It is counted all the same.
     */
    public AttemptBudget sparingTheFirstOf(AttemptBudget narrower) {
        return new AttemptBudget(subject, most, window, Optional.of(narrower.subject()));
    }

    /** How many attempts it lets through, for one that is the first one of these subjects' budgets. */
    int most(Set<String> firsts) {
        return spares.filter(firsts::contains).isPresent() ? most * SPARED : most;
    }
}
