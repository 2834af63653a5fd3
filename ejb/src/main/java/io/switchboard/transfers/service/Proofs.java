// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.PossessionProof;
import io.switchboard.transfers.wire.ProofRequest;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Checks proofs of possession. The challenge is spent and committed first, then the bytes are read outside of any transaction, then the
 * result is committed: of many answers to one challenge one is looked at.
 */
@ApplicationScoped
public class Proofs {
    private static final Logger LOG = Logger.getLogger(Proofs.class);

    /** Each reads up to 64 MiB, or 256 places of an object store: so many at once, and the store and the threads stay of use to others. */
    private static final int AT_ONCE = 16;

    private final Semaphore readers = new Semaphore(AT_ONCE);

    @Inject
    ProofService service;

    @Inject
    ReadContents contents;

    @Inject
    Requests requests;

    /**
     * Checks one.
     *
     * @return the transfer, whose content is stored now, or the refusal {@code proof-wrong}
     * @throws RefusedException as {@link ProofService#answer} and {@link ProofService#decide}; {@code busy} when the content cannot
     *     be read, or too many proofs are being checked here: then the challenge is as good as before
     */
    public Outcome<TransferView> prove(Invocation invocation, TransferId id, ProofRequest request) {
        if (!readers.tryAcquire()) {
            throw RefusedException.of(SharedRefusal.BUSY);
        }
        try {
            return checked(invocation, id, request);
        } finally {
            readers.release();
        }
    }

    private Outcome<TransferView> checked(Invocation invocation, TransferId id, ProofRequest request) {
        // Each of the two is tried again by itself: who calls this tries the whole again, and would find the challenge
        // spent.
        Optional<ProofService.Answered> answered = requests.run(() -> service.answer(invocation.withoutClaim(), id));
        if (answered.isEmpty()) {
            return new Outcome.Done<>(requests.run(() -> service.proven(invocation, id)));
        }
        boolean right = MessageDigest.isEqual(
                computed(answered.get()).getBytes(StandardCharsets.US_ASCII),
                request.proof().getBytes(StandardCharsets.US_ASCII));
        return requests.run(() -> service.decide(invocation, id, answered.get().challenge(), right));
    }

    private String computed(ProofService.Answered answered) {
        ContentId content = answered.challenge().content();
        try {
            return PossessionProof.compute(
                    answered.view(), answered.subject(), (from, length) -> contents.open(content, from, length));
        } catch (IOException e) {
            LOG.errorf(e, "Content %s cannot be read", content);
            throw RefusedException.of(SharedRefusal.BUSY);
        }
    }
}
