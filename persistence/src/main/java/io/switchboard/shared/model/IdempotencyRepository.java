// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import io.switchboard.shared.model.IdempotencyClaim.Attempt;
import io.switchboard.shared.model.IdempotencyClaim.StoredAnswer;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Idempotency keys and their leases. A row is IN_PROGRESS until the business transaction completes it; a lease that ran out can be
 * taken over, which raises the fence, so that a holder that was only slow cannot complete it any more.
 */
@Dependent
public class IdempotencyRepository {
    private static final String TAKE = """
            insert into idempotency_claim (key_hash, fingerprint, fence, completed, lease_until, expires_at)
            select :key, :fingerprint, 1, false, :lease, :expires
            where not exists (select 1 from idempotency_claim where key_hash = :key)""";

    private final EntityManager entities;

    @Inject
    public IdempotencyRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Tries to take the key. Two that try at once: one gets a constraint violation and must try again in a new transaction. On PostgreSQL
     * the commit of a key that is taken anew does not wait for the disk, see {@link PostgresqlCommit}.
     *
     * @param fingerprint of the request; another one with the same key is a mismatch
     */
    public Attempt acquire(byte[] keyHash, byte[] fingerprint, Instant now, Instant leaseUntil, Instant expiresAt) {
        boolean h2 = AttemptBudgetRepository.isOnH2(entities);
        int inserted = entities.createNativeQuery(h2 ? TAKE : TAKE + PostgresqlCommit.AND_NOT_AWAITED)
                .setParameter("key", keyHash)
                .setParameter("fingerprint", fingerprint)
                .setParameter("lease", leaseUntil)
                .setParameter("expires", expiresAt)
                .executeUpdate();
        if (inserted == 1) {
            return new Attempt(new IdempotencyClaim(keyHash, 1), Optional.empty(), false);
        }
        return existing(keyHash, fingerprint, now, leaseUntil, expiresAt);
    }

    private Attempt existing(byte[] keyHash, byte[] fingerprint, Instant now, Instant leaseUntil, Instant expiresAt) {
        List<Object[]> rows = NativeRows.of(entities.createNativeQuery("""
                        select fingerprint, fence, completed, answer, lease_until, expires_at
                        from idempotency_claim where key_hash = :key for update""").setParameter("key", keyHash));
        if (rows.isEmpty()) {
            return new Attempt(null, Optional.empty(), false);
        }
        Object[] row = rows.get(0);
        boolean forgotten = !NativeRows.instant(row[5]).isAfter(now);
        boolean sameRequest = Arrays.equals((byte[]) row[0], fingerprint);
        if (!forgotten && !sameRequest) {
            return new Attempt(null, Optional.empty(), true);
        }
        if (!forgotten && (Boolean) row[2]) {
            return new Attempt(null, Optional.of(new StoredAnswer((byte[]) row[3])), false);
        }
        if (!forgotten && NativeRows.instant(row[4]).isAfter(now)) {
            return new Attempt(null, Optional.empty(), false);
        }
        long fence = NativeRows.number(row[1]) + 1;
        entities.createNativeQuery("""
                        update idempotency_claim set fingerprint = :fingerprint, fence = :fence, completed = false,
                        answer = null, lease_until = :lease, expires_at = :expires where key_hash = :key""")
                .setParameter("fingerprint", fingerprint)
                .setParameter("fence", fence)
                .setParameter("lease", leaseUntil)
                .setParameter("expires", expiresAt)
                .setParameter("key", keyHash)
                .executeUpdate();
        return new Attempt(new IdempotencyClaim(keyHash, fence), Optional.empty(), false);
    }

    /**
     * Locks the claim for the rest of the business transaction, before anything else is locked.
     *
     * @return false when another holder has taken over
     */
    public boolean lock(IdempotencyClaim claim) {
        return !entities.createNativeQuery("""
                        select fence from idempotency_claim
                        where key_hash = :key and fence = :fence and completed = false for update""")
                .setParameter("key", claim.keyHash())
                .setParameter("fence", claim.fence())
                .getResultList()
                .isEmpty();
    }

    /**
     * Stores the answer with the work, in the work's transaction.
     *
     * @return false when another holder has taken over
     */
    public boolean complete(IdempotencyClaim claim, byte[] answer) {
        return entities.createNativeQuery("""
                        update idempotency_claim set completed = true, answer = :answer
                        where key_hash = :key and fence = :fence and completed = false""")
                        .setParameter("answer", answer)
                        .setParameter("key", claim.keyHash())
                        .setParameter("fence", claim.fence())
                        .executeUpdate()
                == 1;
    }

    /** Frees the key after a refusal that left nothing. */
    public void release(IdempotencyClaim claim) {
        entities.createNativeQuery("""
                        delete from idempotency_claim
                        where key_hash = :key and fence = :fence and completed = false""")
                .setParameter("key", claim.keyHash())
                .setParameter("fence", claim.fence())
                .executeUpdate();
    }

    /**
     * Forgets keys whose time is over, a batch at a time; rows that another node is deleting are passed over.
     *
     * @return how many were deleted
     */
    public int deleteExpired(Instant now, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "idempotency_claim", "key_hash", now, skipped, batch);
    }
}
