// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.RelayRepository;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRelay;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.model.TransferSide;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferView;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The transactions of proofs that a source makes at the central, through this private server. */
@Stateless
@Workflow
public class RelayProofService {
    @Inject
    TransferRepository transfers;

    @Inject
    RelayRepository relays;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Event<ContentLookedUp> lookups;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * Where the source of a transfer has to prove that it has the content.
     *
     * @return the transfer's id at the central; empty when it is not there, or nothing is to be proven
     * @throws RefusedException {@code not-found}
     */
    public Optional<TransferId> proving(Invocation invocation, TransferId id) {
        Transfer transfer = transfers.find(id, invocation.party().account()).orElseThrow(RefusedException::notFound);
        boolean asked = transfer.state() == TransferState.OPEN && transfer.content() == ContentState.PROOF_REQUIRED;
        return asked && transfer.source().account().equals(invocation.party().account())
                ? relays.find(id).filter(relay -> !relay.isProven()).map(TransferRelay::central)
                : Optional.empty();
    }

    /**
     * How a transfer looks to its source, to whom the central has issued a challenge.
     *
     * @throws RefusedException {@code not-found}
     */
    public TransferView issued(Invocation invocation, TransferId id, ChallengeView challenge) {
        return transfers
                .find(id, invocation.party().account())
                .map(transfer -> TransferViews.of(transfer, TransferSide.SOURCE).with(challenge))
                .orElseThrow(RefusedException::notFound);
    }

    /**
     * The source has proven at the central that it has the content.
     *
     * @throws RefusedException {@code not-found}; {@code illegal-move} when it is over, or is uploaded
     */
    public TransferView proven(Invocation invocation, TransferId id) {
        Transfer transfer = transfers.lock(id, invocation.party().account()).orElseThrow(RefusedException::notFound);
        Instant now = clock.instant();
        transfer.elsewhere(now);
        relays.lock(id).ifPresent(relay -> relay.proven(now, TransferRelays.PATIENCE));
        announcer.announce(transfer);
        lookups.fire(new ContentLookedUp(
                ContentLookedUp.Result.PROVEN, transfer.declared().size()));
        audit.done(invocation, "transfer.prove", id);
        return TransferViews.of(transfer, TransferSide.SOURCE);
    }

    /**
     * The central has refused the proof.
     *
     * @return the refusal {@code proof-wrong}
     */
    public Outcome<TransferView> refused(Invocation invocation, TransferId id) {
        audit.record(
                invocation,
                invocation.party().enterprise(),
                "transfer.prove",
                id.toString(),
                TransfersRefusal.PROOF_WRONG.code());
        return new Outcome.Refused<>(TransfersRefusal.PROOF_WRONG);
    }
}
