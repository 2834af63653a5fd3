// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.RelayRepository;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRelay;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadRepository;
import io.switchboard.transfers.model.UploadState;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.UploadId;
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
    UploadRepository uploads;

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
        if (isOurs(transfer)) {
            Optional<TransferRelay> relay = relays.lock(transfer.id());
            relay.ifPresent(present -> present.due(now));
            giveUp(transfer, relay, now);
        }
    }

    /** Whether this upload is this server's own, of what the central has; whoever verifies it. */
    boolean isFetchedAs(Transfer transfer, UploadId upload) {
        return relays.find(transfer.id())
                .flatMap(TransferRelay::upload)
                .filter(upload::equals)
                .isPresent();
    }

    /** In the transaction of its end: the central is told so soon. */
    void ends(Transfer transfer, Instant now) {
        if (isOurs(transfer)) {
            relays.lock(transfer.id()).ifPresent(relay -> relay.due(now));
        }
    }

    private static boolean isOurs(Transfer transfer) {
        return transfer.relay().filter(how -> how != Relay.LENT).isPresent();
    }

    /** In the transaction that finds out that what the central has is not what it says: the source may have it whole. */
    void isWrong(Transfer transfer, Instant now) {
        giveUp(transfer, Optional.empty(), now);
    }

    /** What was fetched of it so far, locked. */
    Optional<Upload> lockFetched(Transfer transfer, TransferRelay relay) {
        return relay.upload().flatMap(fetched -> uploads.lock(transfer.id(), fetched));
    }

    /**
     * The content will not come from the central: the source uploads it, and this server delivers it. What was fetched of it is not read any
     * more.
     */
    void giveUp(Transfer transfer, Optional<TransferRelay> relay, Instant now) {
        if (transfer.relay().isEmpty()) {
            return;
        }
        relay.flatMap(present -> lockFetched(transfer, present))
                .filter(fetched -> fetched.state() == UploadState.RECEIVING)
                .ifPresent(fetched -> fetched.end(UploadState.TERMINATED, now));
        boolean offered = transfer.relay().filter(Relay::isOffered).isPresent();
        transfer.giveUpRelay(now);
        if (!offered) {
            Optional<TerminalId> alone = transfer.target().terminal();
            Optional<TerminalId> sending = transfer.source().terminal();
            List<TerminalId> to = terminals.active(transfer.target().account()).stream()
                    .filter(terminal -> alone.map(terminal::equals)
                            .orElse(sending.filter(terminal::equals).isEmpty()))
                    .toList();
            transfer.offerAll(to, now);
        }
    }
}
