// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.DueRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.TransferState;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds and keeps what is in the store, and who is known to have had it. */
@Dependent
public class ContentRepository {
    private final EntityManager entities;

    @Inject
    public ContentRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new one; fails when the enterprise has one of this code that can be found. */
    public void add(Content content) {
        entities.persist(content);
    }

    /** What the enterprise has of this code and size, locked: it is not condemned before this transaction ends. */
    public Optional<Content> lock(EnterpriseId enterprise, Identification code, long size) {
        return entities
                .createQuery(
                        "select c from Content c where c.enterpriseId = :enterprise and c.algorithm = :algorithm"
                                + " and c.findableDigest = :digest and c.size = :size",
                        Content.class)
                .setParameter("enterprise", enterprise.value())
                .setParameter("algorithm", code.algorithm())
                .setParameter("digest", code.digest())
                .setParameter("size", size)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The row of what the enterprise has of this code and size, unless it seems to be wrong; without a lock. */
    public Optional<ContentId> find(EnterpriseId enterprise, Identification code, long size) {
        return entities
                .createQuery(
                        "select c.id from Content c where c.enterpriseId = :enterprise and c.algorithm = :algorithm"
                                + " and c.findableDigest = :digest and c.size = :size and c.suspectAt is null",
                        UUID.class)
                .setParameter("enterprise", enterprise.value())
                .setParameter("algorithm", code.algorithm())
                .setParameter("digest", code.digest())
                .setParameter("size", size)
                .getResultList()
                .stream()
                .findFirst()
                .map(ContentId::new);
    }

    /** By id, for reading. */
    public Optional<Content> find(ContentId id) {
        return Optional.ofNullable(entities.find(Content.class, id.value()));
    }

    /** By id, locked. */
    public Optional<Content> lock(ContentId id) {
        return Optional.ofNullable(entities.find(Content.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * Those whose time has come, the longest due first, locked; those that somebody works on are passed over.
     *
     * @param skipped rows to pass over at the head of the queue
     */
    public List<Content> lockDue(Instant now, int skipped, int batch) {
        List<UUID> ids = DueRowsRepository.lock(entities, "content", "collect_at", now, skipped, batch);
        return byId(ids);
    }

    private List<Content> byId(List<?> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("select c from Content c where c.id in (:ids) order by c.id", Content.class)
                        .setParameter("ids", ids.stream().map(NativeRows::uuid).toList())
                        .getResultList();
    }

    /** Those that were read through before this time, the longest ago first, locked; those that somebody works on are passed over. */
    public List<Content> lockUnread(Instant before, int batch) {
        List<?> ids = entities.createNativeQuery("""
                        select id from content where state = 'STORED' and suspect_at is null and scrubbed_at <= :before
                        order by scrubbed_at fetch next :batch rows only for update skip locked""")
                .setParameter("before", before)
                .setParameter("batch", batch)
                .getResultList();
        return byId(ids);
    }

    /** Those that seem to be wrong and are to be looked at once more by now, locked; those that somebody works on are passed over. */
    public List<Content> lockSuspect(Instant now, int batch) {
        List<UUID> ids = DueRowsRepository.lock(entities, "content", "look_again_at", now, 0, batch);
        return byId(ids);
    }

    /** How many were found damaged at this time or later, by looking at them. */
    public long countDamaged(Instant since) {
        return entities.createQuery(
                        "select count(c) from Content c where c.state = :damaged and c.scrubbedAt >= :since and c.suspectAt is not null",
                        Long.class)
                .setParameter("damaged", StoredState.DAMAGED)
                .setParameter("since", since)
                .getSingleResult();
    }

    /** Which of these an open transfer needs. */
    public Set<UUID> needed(Collection<UUID> contents) {
        return entities
                .createQuery(
                        "select distinct t.contentId from Transfer t where t.contentId in (:contents) and t.state = :open",
                        UUID.class)
                .setParameter("contents", contents)
                .setParameter("open", TransferState.OPEN)
                .getResultList()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Some that are condemned, in the order of their ids.
     *
     * @param skipped rows to pass over at the head
     */
    public List<ContentId> condemned(int skipped, int most) {
        return entities
                .createQuery("select c.id from Content c where c.state = :condemned order by c.id", UUID.class)
                .setParameter("condemned", StoredState.CONDEMNED)
                .setFirstResult(skipped)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(ContentId::new)
                .toList();
    }

    /** Removes one whose bytes are gone, with who has had it. */
    public void remove(Content content) {
        entities.remove(content);
    }

    /** Whether an account is known to have had it a short time ago. */
    public boolean isPossessed(AccountId account, ContentId content, Instant now) {
        return !entities.createNativeQuery(
                        "select 1 from possession where account_id = :account and content_id = :content and until > :now")
                .setParameter("account", account.value())
                .setParameter("content", content.value())
                .setParameter("now", now)
                .getResultList()
                .isEmpty();
    }

    /** Remembers that an account has had it. */
    public void remember(AccountId account, ContentId content, Instant until) {
        int known = entities.createNativeQuery("""
                        update possession set until = :until
                        where account_id = :account and content_id = :content and until < :until""")
                .setParameter("account", account.value())
                .setParameter("content", content.value())
                .setParameter("until", until)
                .executeUpdate();
        if (known == 0) {
            entities.createNativeQuery("""
                            insert into possession (account_id, content_id, until)
                            select a.id, c.id, cast(:until as timestamp with time zone) from account a, content c
                            where a.id = :account and c.id = :content and not exists
                            (select 1 from possession p where p.account_id = a.id and p.content_id = c.id)""")
                    .setParameter("account", account.value())
                    .setParameter("content", content.value())
                    .setParameter("until", until)
                    .executeUpdate();
        }
    }

    /**
     * Removes what is remembered no longer, the longest due first; what somebody works on is passed over.
     *
     * @param skipped rows to pass over at the head of the queue
     * @return how many there were
     */
    public int forgetPossessions(Instant now, int skipped, int batch) {
        List<Object[]> rows = NativeRows.of(entities.createNativeQuery("""
                        select account_id, content_id from possession where until <= :now
                        order by until offset :skipped rows fetch next :batch rows only for update skip locked""")
                .setParameter("now", now)
                .setParameter("skipped", skipped)
                .setParameter("batch", batch));
        rows.forEach(row -> entities.createNativeQuery(
                        "delete from possession where account_id = :account and content_id = :content")
                .setParameter("account", NativeRows.uuid(row[0]))
                .setParameter("content", NativeRows.uuid(row[1]))
                .executeUpdate());
        return rows.size();
    }

    /** Removes what is remembered of an account, some at a time. */
    public int forgetPossessions(AccountId account, int most) {
        List<?> contents = entities.createNativeQuery(
                        "select content_id from possession where account_id = :account order by content_id")
                .setParameter("account", account.value())
                .setMaxResults(most)
                .getResultList();
        return contents.isEmpty()
                ? 0
                : entities.createNativeQuery(
                                "delete from possession where account_id = :account and content_id in (:contents)")
                        .setParameter("account", account.value())
                        .setParameter(
                                "contents",
                                contents.stream().map(NativeRows::uuid).toList())
                        .executeUpdate();
    }
}
