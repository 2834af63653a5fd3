// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.PossessionProof;
import io.switchboard.transfers.wire.ProofRequest;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransferView;
import io.switchboard.transfers.wire.TransfersRefusal;
import java.io.IOException;
import java.util.Optional;

/** Proves from a file that its account has the data that it sends. Whoever cannot, for whatever reason, uploads. */
final class Prover {
    private static final int MOST_CHALLENGES = 3;

    private final Session session;
    private final Transfers transfers;
    private final AccountId source;
    private final TransferProgress progress;

    /** @param source the account that the session speaks for */
    Prover(Session session, Transfers transfers, AccountId source, TransferProgress progress) {
        this.session = session;
        this.transfers = transfers;
        this.source = source;
        this.progress = progress;
    }

    /**
     * Answers the challenge; another one, when it was too old or there is none.
     *
     * @param target as the transfer was declared
     * @return the transfer as it is then: stored, when the proof has held
     * @throws FileChangedException when the file has changed
     */
    TransferView prove(TransferView view, SourceFile file, TransferTarget target) throws IOException {
        Optional<ChallengeView> challenge = Optional.ofNullable(view.challenge());
        try {
            for (int attempt = 0; attempt < MOST_CHALLENGES; attempt++) {
                if (challenge.isEmpty()) {
                    TransferView again = transfers.challenge(view.id());
                    challenge = Optional.ofNullable(again.challenge());
                    if (challenge.isEmpty()) {
                        // A proof has held before, and its answer was lost.
                        return again;
                    }
                }
                ChallengeView asked = challenge.get();
                String proof = computed(view, file, target, asked);
                try {
                    return transfers.prove(view.id(), new ProofRequest(proof));
                } catch (ProblemException refused) {
                    if (!FileSender.is(refused, TransfersRefusal.CHALLENGE_OVER)) {
                        throw refused;
                    }
                    challenge = Optional.empty();
                }
            }
            return transfers.get(view.id());
        } catch (ProblemException refused) {
            if (FileSender.is(refused, TransfersRefusal.PROOF_WRONG)
                    || FileSender.is(refused, TransfersRefusal.UPLOAD_REQUIRED)
                    || FileSender.is(refused, SharedRefusal.ILLEGAL_MOVE)) {
                return transfers.get(view.id());
            }
            throw refused;
        }
    }

    /**
     * The answer to a challenge, as this file gives it: right or wrong.
     *
     * @param target as the transfer was declared
     * @throws FileChangedException when the file has changed
     */
    String computed(TransferView view, SourceFile file, TransferTarget target, ChallengeView challenge)
            throws IOException {
        progress.at(TransferProgress.Step.PROVING, 0, file.size());
        PossessionProof.Subject subject = new PossessionProof.Subject(
                challenge.server() == null ? session.server().issuer() : challenge.server(),
                challenge.transferId() == null ? view.id() : challenge.transferId(),
                view.identification(),
                view.size(),
                source.toString(),
                SendRequest.named(target));
        String proof = PossessionProof.compute(challenge, subject, file.bytes());
        file.requireUnchanged();
        return proof;
    }
}
