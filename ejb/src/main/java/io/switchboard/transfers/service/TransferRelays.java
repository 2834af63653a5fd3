// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.RelayRepository;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRelay;
import io.switchboard.transfers.wire.Relay;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How what a private server does with its central begins, and is given up: inside the transactions of others, with the transfer's lock. */
@ApplicationScoped
class TransferRelays {
    /** So long the source is let wait while nothing comes from the central; then it uploads. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    RelayRepository relays;

    @Inject
    TerminalDirectory terminals;

    /** In the transaction of a declaration, before it is kept: the central has its content. */
    void begin(Transfer transfer, CentralContent central, Instant now) {
        transfer.relay(central.relay());
        if (central.isProven()) {
            transfer.elsewhere(now);
        }
    }

    /** In the same transaction, when the transfer's row is there. */
    void keep(Transfer transfer, CentralContent central, Instant now) {
        TransferRelay relay = new TransferRelay(transfer, central.transfer(), transfer.expiresAt());
        if (central.isProven()) {
            relay.proven(now, PATIENCE);
        }
        relays.add(relay);
    }

    /** In the transaction of an upload's beginning: the source uploads it after all, and the central is not needed. */
    void uploads(Transfer transfer, Instant now) {
        if (transfer.relay().filter(how -> how != Relay.LENT).isPresent()) {
            relays.read(transfer.id()).ifPresent(relay -> relay.due(now));
            giveUp(transfer, now);
        }
    }

    /** In the transaction of its end: the central is told so soon. */
    void ends(Transfer transfer, Instant now) {
        if (transfer.relay().filter(how -> how != Relay.LENT).isPresent()) {
            relays.read(transfer.id()).ifPresent(relay -> relay.due(now));
        }
    }

    /** The content will not come from the central: the source uploads it, and this server delivers it. */
    void giveUp(Transfer transfer, Instant now) {
        if (transfer.relay().isEmpty()) {
            return;
        }
        boolean offered = transfer.relay().filter(Relay::isOffered).isPresent();
        transfer.giveUpRelay(now);
        if (!offered) {
            boolean whole = transfer.target().whole();
            Optional<TerminalId> sending = transfer.source().terminal();
            List<TerminalId> to = terminals.active(transfer.target().account()).stream()
                    .filter(terminal -> whole
                            ? sending.filter(terminal::equals).isEmpty()
                            : terminal.toString().equals(transfer.target().named()))
                    .toList();
            transfer.offerAll(to, now);
        }
    }
}
