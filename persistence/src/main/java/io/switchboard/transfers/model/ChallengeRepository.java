// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.ExpiredRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.TransferId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps challenges, and lets each be answered once. Under the lock of their transfers, but for the answer, which ends those of other transfers too. */
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
                .map(ChallengeRepository::challenge)
                .findFirst();
    }

    private static Challenge challenge(Object[] row) {
        return new Challenge(
                new ContentId(NativeRows.uuid(row[0])), (String) row[1], (String) row[2], NativeRows.instant(row[3]));
    }

    /** Whether a source waits for the answer to another transfer of the same content, and will until then at least. */
    public boolean isShareable(AccountId source, ContentId content, Instant until) {
        return !shareable(source, content, until, "").isEmpty();
    }

    /**
     * Lets a transfer have the challenge of another one, from the same source and of the same content: one answer is good for all. In
     * the place of the one before.
     *
     * @param until for so long it can be answered at least
     * @return empty when there is none any more
     */
    public Optional<Challenge> share(TransferId transfer, AccountId source, ContentId content, Instant until) {
        // Whoever answers it meanwhile waits, and ends this one too.
        Optional<Challenge> shared = shareable(source, content, until, " for update").stream()
                .map(ChallengeRepository::challenge)
                .findFirst();
        shared.ifPresent(challenge -> replace(transfer, challenge));
        return shared;
    }

    /** What a private server has asked for is proven by the source alone, whatever else it proves. */
    private List<Object[]> shareable(AccountId source, ContentId content, Instant until, String lock) {
        return NativeRows.of(entities.createNativeQuery("""
                        select content_id, nonce, seed, expires_at from proof_challenge
                        where content_id = :content and expires_at >= :until
                        and transfer_id in (select id from transfer where source_account_id = :source and asked_by is null)
                        order by expires_at desc, transfer_id fetch first 1 rows only%s""".formatted(lock))
                .setParameter("content", content.value())
                .setParameter("until", until)
                .setParameter("source", source.value()));
    }

    /**
     * Ends a challenge with its answer, whatever the answer is, for all transfers that have it.
     *
     * @return false when it was answered before, replaced, or is too old
     */
    public boolean spend(TransferId transfer, Challenge challenge, Instant now) {
        List<UUID> sharing = ofNonce(challenge.nonce(), now);
        if (!sharing.contains(transfer.value())) {
            return false;
        }
        entities.createNativeQuery("delete from proof_challenge where nonce = :nonce")
                .setParameter("nonce", challenge.nonce())
                .executeUpdate();
        return true;
    }

    /** Locked, in one order whoever asks. */
    @SuppressWarnings("unchecked")
    private List<UUID> ofNonce(String nonce, Instant now) {
        return entities.createNativeQuery("""
                        select transfer_id from proof_challenge where nonce = :nonce and expires_at > :now
                        order by transfer_id for update""", UUID.class)
                .setParameter("nonce", nonce)
                .setParameter("now", now)
                .getResultList();
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
