// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
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
     * Issues another challenge, in the place of the one before. Who has proven it meanwhile for another transfer gets none: it is stored.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden} for the target, {@code illegal-move} when no proof is required,
     *     {@code upload-required}; {@code busy} when the challenge of another transfer was to be shared, and has just been answered
     */
    public TransferView issue(Invocation invocation, TransferId id) {
        // Budgets come before transfers in the order of locks, and whose code it is does not change.
        Transfer seen = find(invocation, id);
        if (isProven(invocation, seen)) {
            return proven(invocation, id);
        }
        boolean shared = isShareable(invocation, seen);
        if (!shared) {
            challenges.charge(seen.source().account(), seen.declared().identification());
        }
        Transfer transfer = lock(invocation, id);
        transfer.settle(clock.instant());
        requireProof(transfer);
        Content content = contents.known(
                        transfer.enterprise(),
                        transfer.declared().identification(),
                        transfer.declared().size())
                .orElseThrow(() -> RefusedException.of(TransfersRefusal.UPLOAD_REQUIRED));
        Challenge challenge = shared
                ? challenges.share(transfer, content.id()).orElseThrow(() -> RefusedException.of(SharedRefusal.BUSY))
                : challenges.issue(transfer, content.id());
        audit.done(invocation, "transfer.challenge", id);
        return TransferViews.of(transfer, TransferSide.SOURCE)
                .with(challenges.view(challenge, transfer.declared().size()));
    }

    /** Who asks although there is one that can be answered, wants another. */
    private boolean isShareable(Invocation invocation, Transfer seen) {
        return isOfSource(invocation)
                && kept.find(seen.id(), clock.instant()).isEmpty()
                && contents.seen(seen)
                        .filter(content -> challenges.isShareable(seen.source().account(), content))
                        .isPresent();
    }

    /** A private server can name any source: what that one has proven itself is nothing to it. */
    private static boolean isOfSource(Invocation invocation) {
        return !(invocation.actor() instanceof Actor.Relay);
    }

    private boolean isProven(Invocation invocation, Transfer seen) {
        return isOfSource(invocation)
                && contents.seen(seen)
                        .filter(content -> contents.isPossessed(seen.source().account(), content))
                        .isPresent();
    }

    /**
     * Ends the challenge with its answer, before anybody knows whether it is right: for all transfers that share it.
     *
     * @return empty when there is none that can be answered
     * @throws RefusedException {@code not-found}, {@code forbidden}, {@code illegal-move}
     */
    public Optional<Answered> answer(Invocation invocation, TransferId id) {
        Transfer transfer = lock(invocation, id);
        Instant now = clock.instant();
        transfer.settle(now);
        requireProof(transfer);
        return kept.find(id, now)
                .filter(found -> kept.spend(id, found, now))
                .map(challenge -> new Answered(
                        challenge,
                        challenges.view(challenge, transfer.declared().size()),
                        challenges.subject(transfer)));
    }

    /**
     * The source has proven that it has the content, for another transfer.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden}, {@code illegal-move}; {@code challenge-over} when it has not, or the
     *     content was taken away meanwhile
     */
    public TransferView proven(Invocation invocation, TransferId id) {
        Transfer transfer = lock(invocation, id);
        Instant now = clock.instant();
        transfer.settle(now);
        requireProof(transfer);
        if (!isProven(invocation, transfer)) {
            throw RefusedException.of(TransfersRefusal.CHALLENGE_OVER);
        }
        Content content =
                contents.present(transfer).orElseThrow(() -> RefusedException.of(TransfersRefusal.CHALLENGE_OVER));
        contents.refer(transfer, content, now);
        return told(invocation, transfer);
    }

    private TransferView told(Invocation invocation, Transfer transfer) {
        announcer.announce(transfer);
        lookups.fire(new ContentLookedUp(
                ContentLookedUp.Result.PROVEN, transfer.declared().size()));
        audit.done(invocation, "transfer.prove", transfer.id());
        return TransferViews.of(transfer, TransferSide.SOURCE);
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
        return new Outcome.Done<>(told(invocation, transfer));
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
        Transfer transfer = found.orElseThrow(RefusedException::notFound);
        if (!transfer.source().account().equals(invocation.party().account())) {
            throw RefusedException.of(SharedRefusal.FORBIDDEN, "Only who sends may do this");
        }
        return transfer;
    }
}
