// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.accounts.service.TerminalListener;
import io.switchboard.calls.model.Call;
import io.switchboard.calls.model.CallRepository;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Stops the ringing of a terminal with its revocation, in the same transaction: the call goes on with what is left. A call that is being
 * placed at that moment may keep the leg; nobody can answer it, and the call rings until it is missed.
 */
@ApplicationScoped
public class RingingTerminals implements TerminalListener {
    @Inject
    CallRepository calls;

    @Inject
    CallAnnouncer announcer;

    @Inject
    Clock clock;

    @Override
    public void enrolled(TerminalId terminal) {
        // A call rings the terminals that there were when it was placed.
    }

    @Override
    public void revoked(List<TerminalId> terminals) {
        Instant now = clock.instant();
        for (Call call : calls.lockRinging(terminals)) {
            call.legs().keySet().stream().filter(terminals::contains).forEach(terminal -> call.withdraw(terminal, now));
            announcer.announce(call, now);
        }
    }
}
