// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AttemptBudget;
import io.switchboard.shared.service.AttemptBudgets;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * How often calls may be tried, and in vain. Every budget belongs to a caller or its enterprise, never to an identifier alone: whoever
 * guesses at an identifier uses up what is his, and locks nobody else out: what the accounts of an enterprise have together spares the one
 * that has not been refused yet. And each is charged before the code is looked up, so that it says nothing of whether there
 * is such a code.
 */
@ApplicationScoped
class CallAttempts {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Inject
    AttemptBudgets budgets;

    @Inject
    Settings settings;

    /**
     * Charges an attempt, as one in vain.
     *
     * @param codeMac what the code is looked up by
     * @throws RefusedException {@code too-many-attempts}, whether there is such a code or not
     */
    void charge(Party caller, byte[] codeMac) {
        List<AttemptBudget> all = new java.util.ArrayList<>(inVain(caller, codeMac));
        all.add(new AttemptBudget("calls:" + caller.account(), settings.get(SettingKey.CALL_ATTEMPTS), MINUTE));
        budgets.charge(all, CallsRefusal.TOO_MANY_ATTEMPTS);
    }

    /** The attempt that was charged was not in vain: the call was let through. That it was an attempt stays. */
    void admitted(Party caller, byte[] codeMac) {
        budgets.refund(inVain(caller, codeMac));
    }

    private List<AttemptBudget> inVain(Party caller, byte[] codeMac) {
        String code = HexFormat.of().formatHex(codeMac);
        Duration ofCode = settings.get(SettingKey.CODE_REFUSALS_WINDOW);
        AttemptBudget ofAccountAndCode = new AttemptBudget(
                "refused-code:" + caller.account() + ":" + code, settings.get(SettingKey.CODE_REFUSALS), ofCode);
        return List.of(
                new AttemptBudget(
                        "refused-calls:" + caller.account(),
                        settings.get(SettingKey.CALL_REFUSALS),
                        settings.get(SettingKey.CALL_REFUSALS_WINDOW)),
                ofAccountAndCode,
                new AttemptBudget(
                                "refused-code-of-enterprise:" + caller.enterprise() + ":" + code,
                                settings.get(SettingKey.CODE_REFUSALS_OF_ENTERPRISE),
                                ofCode)
                        .sparingTheFirstOf(ofAccountAndCode));
    }
}
