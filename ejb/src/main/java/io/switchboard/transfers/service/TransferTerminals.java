// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.accounts.service.TerminalListener;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Offers a terminal that comes what is on its way to its account, and takes one that goes out of it, in the same transaction. A transfer
 * that is being declared at that moment may miss the terminal that comes.
 */
@ApplicationScoped
public class TransferTerminals implements TerminalListener {
    @Inject
    TransferRepository transfers;

    @Inject
    TerminalDirectory terminals;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Clock clock;

    @Inject
    Event<TerminalsRevoked> ended;

    @Override
    public void enrolled(TerminalId terminal) {
        Instant now = clock.instant();
        for (Transfer transfer : transfers.lockOpenTo(terminals.accountOf(terminal))) {
            transfer.offer(terminal, now);
            announcer.announce(transfer);
            if (transfer.deliveriesByTerminal().containsKey(terminal)) {
                announcer.offer(transfer, terminal);
            }
        }
    }

    @Override
    public void revoked(List<TerminalId> revoked) {
        Instant now = clock.instant();
        ended.fire(new TerminalsRevoked(List.copyOf(revoked)));
        for (Transfer transfer : transfers.lockOnTheirWayTo(revoked)) {
            transfer.deliveriesByTerminal().keySet().stream()
                    .filter(revoked::contains)
                    .forEach(terminal -> transfer.withdraw(terminal, now));
            announcer.announce(transfer);
        }
    }
}
