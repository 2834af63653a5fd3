// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.ExpiredRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.TransferId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;

/** Keeps challenges, and lets each be answered once. Under the lock of their transfers, but for the answer. */
@Dependent
public class ChallengeRepository {
    private final EntityManager entities;

    @Inject
    public ChallengeRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps it in the place of the one before. */
    public void replace(TransferId transfer, Challenge challenge) {
        forget(transfer);
        entities.createNativeQuery("""
                        insert into proof_challenge (transfer_id, content_id, nonce, seed, expires_at)
                        values (:transfer, :content, :nonce, :seed, :expires)""")
                .setParameter("transfer", transfer.value())
                .setParameter("content", challenge.content().value())
                .setParameter("nonce", challenge.nonce())
                .setParameter("seed", challenge.seed())
                .setParameter("expires", challenge.expiresAt())
                .executeUpdate();
    }

    /** The one that can be answered now. */
    public Optional<Challenge> find(TransferId transfer, Instant now) {
        return NativeRows.of(entities.createNativeQuery("""
                        select content_id, nonce, seed, expires_at from proof_challenge
                        where transfer_id = :transfer and expires_at > :now""")
                        .setParameter("transfer", transfer.value())
                        .setParameter("now", now))
                .stream()
                .map(row -> new Challenge(
                        new ContentId(NativeRows.uuid(row[0])),
                        (String) row[1],
                        (String) row[2],
                        NativeRows.instant(row[3])))
                .findFirst();
    }

    /**
     * Ends a challenge with its answer, whatever the answer is.
     *
     * @return false when it was answered before, replaced, or is too old
     */
    public boolean spend(TransferId transfer, Challenge challenge, Instant now) {
        return entities.createNativeQuery("""
                        delete from proof_challenge
                        where transfer_id = :transfer and nonce = :nonce and expires_at > :now""")
                        .setParameter("transfer", transfer.value())
                        .setParameter("nonce", challenge.nonce())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Removes what there is. */
    public void forget(TransferId transfer) {
        entities.createNativeQuery("delete from proof_challenge where transfer_id = :transfer")
                .setParameter("transfer", transfer.value())
                .executeUpdate();
    }

    /**
     * Forgets those that can be answered no more, a batch at a time.
     *
     * @return how many were deleted
     */
    public int deleteExpired(Instant now, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "proof_challenge", "transfer_id", now, skipped, batch);
    }
}
