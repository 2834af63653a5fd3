// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.TerminalListener;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.TerminalChange;
import io.switchboard.transfers.model.TerminalChangeRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Notes a terminal that comes or goes, in the same transaction, for {@link TerminalChangeJanitor}: an account is sent as many transfers as
 * others like, and a revocation must cost the same however many they are. It is in force without them: nobody fetches with a terminal that
 * is revoked.
 */
@ApplicationScoped
public class TransferTerminals implements TerminalListener {
    /** Twice as long as the server lets a transaction last: 300 seconds, WildFly's default, which its configuration does not change. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    @Inject
    TerminalChangeRepository changes;

    @Inject
    Clock clock;

    @Inject
    Event<TerminalsRevoked> ended;

    @Override
    public void enrolled(TerminalId terminal) {
        note(List.of(terminal), TerminalChange.Kind.ENROLLED);
    }

    @Override
    public void revoked(List<TerminalId> terminals) {
        ended.fire(new TerminalsRevoked(List.copyOf(terminals)));
        note(terminals, TerminalChange.Kind.REVOKED);
    }

    private void note(List<TerminalId> terminals, TerminalChange.Kind kind) {
        Instant now = clock.instant();
        changes.note(terminals, kind, now, now.plus(AGAIN));
    }
}
