// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.model.Challenge;
import io.switchboard.transfers.model.ChallengeRepository;
import io.switchboard.transfers.model.Content;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.model.TransferSide;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.PossessionProof;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferView;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The transactions of a proof of possession. Between the last two the bytes are read, by {@link Proofs}. */
@Stateless
@Workflow
public class ProofService {
    @Inject
    TransferRepository transfers;

    @Inject
    ChallengeRepository kept;

    @Inject
    Challenges challenges;

    @Inject
    Contents contents;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Event<ContentLookedUp> lookups;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * A challenge that has been answered, and will not be again.
     *
     * @param view as it was issued
     * @param subject what the proof is for
     */
    public record Answered(Challenge challenge, ChallengeView view, PossessionProof.Subject subject) {}

    /**
     * Issues another challenge, in the place of the one before.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden} for the target, {@code illegal-move} when no proof is required,
     *     {@code upload-required}
     */
    public TransferView issue(Invocation invocation, TransferId id) {
        // Budgets come before transfers in the order of locks, and whose code it is does not change.
        Transfer seen = find(invocation, id);
        challenges.charge(seen.source().account(), seen.declared().identification());
        Transfer transfer = lock(invocation, id);
        transfer.settle(clock.instant());
        requireProof(transfer);
        Content content = contents.known(
                        transfer.enterprise(),
                        transfer.declared().identification(),
                        transfer.declared().size())
                .orElseThrow(() -> RefusedException.of(TransfersRefusal.UPLOAD_REQUIRED));
        Challenge challenge = challenges.make(content.id());
        kept.replace(id, challenge);
        audit.done(invocation, "transfer.challenge", id);
        return TransferViews.of(transfer, TransferSide.SOURCE)
                .with(challenges.view(challenge, transfer.declared().size()));
    }

    /**
     * Ends the challenge with its answer, before anybody knows whether it is right.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden}, {@code illegal-move}, {@code challenge-over}
     */
    public Answered answer(Invocation invocation, TransferId id) {
        Transfer transfer = lock(invocation, id);
        Instant now = clock.instant();
        transfer.settle(now);
        requireProof(transfer);
        Challenge challenge = kept.find(id, now)
                .filter(found -> kept.spend(id, found, now))
                .orElseThrow(() -> RefusedException.of(TransfersRefusal.CHALLENGE_OVER));
        return new Answered(
                challenge, challenges.view(challenge, transfer.declared().size()), challenges.subject(transfer));
    }

    /**
     * Says what became of it.
     *
     * @return the transfer, or the refusal {@code proof-wrong}
     * @throws RefusedException {@code challenge-over} when the content was taken away meanwhile; {@code illegal-move}
     */
    public Outcome<TransferView> decide(Invocation invocation, TransferId id, Challenge challenge, boolean right) {
        if (!right) {
            audit.record(
                    invocation,
                    invocation.party().enterprise(),
                    "transfer.prove",
                    id.toString(),
                    TransfersRefusal.PROOF_WRONG.code());
            return new Outcome.Refused<>(TransfersRefusal.PROOF_WRONG);
        }
        Transfer seen = find(invocation, id);
        challenges.refund(seen.source().account(), seen.declared().identification());
        Transfer transfer = lock(invocation, id);
        Instant now = clock.instant();
        Content content = contents.known(transfer, challenge.content())
                .orElseThrow(() -> RefusedException.of(TransfersRefusal.CHALLENGE_OVER));
        contents.refer(transfer, content, now);
        contents.remember(transfer.source().account(), content.id(), now);
        announcer.announce(transfer);
        lookups.fire(new ContentLookedUp(
                ContentLookedUp.Result.PROVEN, transfer.declared().size()));
        audit.done(invocation, "transfer.prove", id);
        return new Outcome.Done<>(TransferViews.of(transfer, TransferSide.SOURCE));
    }

    private static void requireProof(Transfer transfer) {
        if (transfer.state().isFinal() || transfer.content() != ContentState.PROOF_REQUIRED) {
            throw RefusedException.move(
                    SharedRefusal.ILLEGAL_MOVE,
                    transfer.content(),
                    transfer.content().successors());
        }
    }

    private Transfer find(Invocation invocation, TransferId id) {
        return ofSource(invocation, transfers.find(id, invocation.party().account()));
    }

    private Transfer lock(Invocation invocation, TransferId id) {
        return ofSource(invocation, transfers.relock(id, invocation.party().account()));
    }

    private static Transfer ofSource(Invocation invocation, Optional<Transfer> found) {
        Transfer transfer = found.orElseThrow(() -> RefusedException.of(SharedRefusal.NOT_FOUND));
        if (!transfer.source().account().equals(invocation.party().account())) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, "Only who sends may do this");
        }
        return transfer;
    }
}
