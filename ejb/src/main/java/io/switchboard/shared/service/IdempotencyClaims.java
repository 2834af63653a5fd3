// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import com.fasterxml.jackson.databind.JavaType;
import io.switchboard.shared.model.IdempotencyClaim;
import io.switchboard.shared.model.IdempotencyRepository;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** Takes and frees idempotency keys, each in a transaction of its own. The work's own transaction completes them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class IdempotencyClaims {
    @Inject
    IdempotencyRepository claims;

    @Inject
    StoredAnswers answers;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Tries to take the key.
     *
     * @throws jakarta.ejb.EJBException with a constraint violation when another takes it at the same moment: try again
     */
    public IdempotencyClaim.Attempt acquire(byte[] keyHash, byte[] fingerprint) {
        Instant now = clock.instant();
        return claims.acquire(
                keyHash,
                fingerprint,
                now,
                now.plus(settings.get(SettingKey.IDEMPOTENCY_LEASE)),
                now.plus(settings.get(SettingKey.IDEMPOTENCY_RETENTION)));
    }

    /** Recalls what a request has answered that was carried out before; {@code erased} when somebody of whom that told is no more. */
    public <V> Outcome<V> recall(byte[] keyHash, IdempotencyClaim.StoredAnswer answer, JavaType viewType) {
        return answers.recall(keyHash, answer.wrapped(), viewType);
    }

    /** Frees a key whose request left nothing. */
    public void release(IdempotencyClaim claim) {
        claims.release(claim);
    }
}
