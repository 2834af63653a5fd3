// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.shared.model.ExpiredRowsRepository;
import io.switchboard.shared.model.PageRequest;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Keeps token signing keys and remembers which client assertions were used. */
@Dependent
public class CredentialRepository {
    private final EntityManager entities;

    @Inject
    public CredentialRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new one. */
    public void add(SigningKey key) {
        entities.persist(key);
    }

    /** Forgets one. */
    public void remove(SigningKey key) {
        entities.remove(key);
    }

    /** All signing keys, the one that signs last first. They are few: those of which a token may still be about. */
    public List<SigningKey> signingKeys() {
        return entities.createQuery("select k from SigningKey k order by k.signsFrom desc, k.id desc", SigningKey.class)
                .getResultList();
    }

    /** Newest first, after the cursor. */
    public List<SigningKey> signingKeys(PageRequest page) {
        return entities.createQuery(
                        "select k from SigningKey k where k.id < :before order by k.id desc", SigningKey.class)
                .setParameter("before", page.before())
                .setMaxResults(page.limit())
                .getResultList();
    }

    /**
     * Forgets keys whose last token is over, a batch at a time.
     *
     * @return how many were deleted
     */
    public int deleteExpiredSigningKeys(Instant now, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "signing_key", "id", now, skipped, batch);
    }

    /**
     * Remembers an assertion's {@code jti} until the assertion can no longer be valid. Two at once: one gets a constraint violation.
     *
     * @return false when it was used before
     */
    public boolean useAssertion(byte[] jtiMac, Instant expiresAt) {
        return entities.createNativeQuery("""
                        insert into used_assertion (jti_mac, expires_at) select :jti, :expires
                        where not exists (select 1 from used_assertion where jti_mac = :jti)""")
                        .setParameter("jti", jtiMac)
                        .setParameter("expires", expiresAt)
                        .executeUpdate()
                == 1;
    }

    /**
     * Forgets assertions that can no longer be valid, a batch at a time.
     *
     * @return how many were deleted
     */
    public int deleteExpiredAssertions(Instant now, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "used_assertion", "jti_mac", now, skipped, batch);
    }
}
