// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.DueRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.UploadId;
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

/** Finds and keeps uploads. */
@Dependent
public class UploadRepository {
    private final EntityManager entities;

    @Inject
    public UploadRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new one. */
    public void add(Upload upload) {
        entities.persist(upload);
    }

    /** One of a transfer, for reading: whoever receives its bytes is not waited for. */
    public Optional<Upload> find(TransferId transfer, UploadId id) {
        return entities
                .createQuery("select u from Upload u where u.id = :id and u.transferId = :transfer", Upload.class)
                .setParameter("id", id.value())
                .setParameter("transfer", transfer.value())
                .getResultList()
                .stream()
                .findFirst();
    }

    /** One of a transfer, locked for a move. */
    public Optional<Upload> lock(TransferId transfer, UploadId id) {
        return lock(transfer, List.of(id)).stream().findFirst();
    }

    /** The same of one that may have been read before without the lock: read anew. */
    public Optional<Upload> relock(TransferId transfer, UploadId id) {
        Optional<Upload> locked = lock(transfer, id);
        locked.ifPresent(entities::refresh);
        return locked;
    }

    /** Of a transfer's those with these ids, locked in the order of their ids. */
    public List<Upload> lock(TransferId transfer, Collection<UploadId> ids) {
        return entities.createQuery(
                        "select u from Upload u where u.id in (:ids) and u.transferId = :transfer order by u.id",
                        Upload.class)
                .setParameter("ids", ids.stream().map(UploadId::value).toList())
                .setParameter("transfer", transfer.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** The transfer of an upload, whoever's it is, locked for a move. */
    public Optional<Transfer> lockTransfer(TransferId id) {
        return Optional.ofNullable(entities.find(Transfer.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** When the time of a transfer runs out whose content is being uploaded; empty when it is not. */
    public Optional<Instant> endOfUploading(TransferId id) {
        return entities
                .createQuery(
                        "select t.expiresAt from Transfer t where t.id = :id and t.state = :open and t.content = :uploading",
                        Instant.class)
                .setParameter("id", id.value())
                .setParameter("open", TransferState.OPEN)
                .setParameter("uploading", ContentState.UPLOADING)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The upload of a transfer's whole content that is furthest now, for reading; empty when none has begun. */
    public Optional<Upload> furthest(TransferId transfer) {
        return entities
                .createQuery(
                        "select u from Upload u where u.transferId = :transfer and u.kind <> :partial and u.state = :receiving"
                                + " order by u.durable desc, u.id",
                        Upload.class)
                .setParameter("transfer", transfer.value())
                .setParameter("partial", UploadKind.PARTIAL)
                .setParameter("receiving", UploadState.RECEIVING)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    /**
     * The uploads of a transfer that are not over.
     *
     * @param count how many
     * @param bytes how many bytes they may have together; those of a concatenation are those of its parts
     */
    public record Open(long count, long bytes) {}

    /**
     * How much is being uploaded for a transfer. One statement.
     *
     * @param size of the transfer, which is what an upload may have whose length is deferred
     */
    public Open open(TransferId transfer, long size) {
        Object[] found = entities.createQuery("""
                        select count(u), coalesce(sum(case when u.kind = :joined then 0L else coalesce(u.length, :size) end), 0L)
                        from Upload u where u.transferId = :transfer and u.state in (:open)""", Object[].class)
                .setParameter("joined", UploadKind.FINAL)
                .setParameter("size", size)
                .setParameter("transfer", transfer.value())
                .setParameter("open", List.of(UploadState.RECEIVING, UploadState.COMPLETE))
                .getSingleResult();
        return new Open(((Number) found[0]).longValue(), ((Number) found[1]).longValue());
    }

    /** Those of a transfer that are not over, locked in the order of their ids. */
    public List<Upload> lockOpen(TransferId transfer) {
        return entities.createQuery(
                        "select u from Upload u where u.transferId = :transfer and u.state in (:open) order by u.id",
                        Upload.class)
                .setParameter("transfer", transfer.value())
                .setParameter("open", List.of(UploadState.RECEIVING, UploadState.COMPLETE))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** Whether parts of a transfer were joined, and that is not verified yet. */
    public boolean isJoined(TransferId transfer, Instant now) {
        return !entities.createQuery(
                        "select u.id from Upload u where u.transferId = :transfer and u.kind = :joined and u.state = :receiving"
                                + " and u.expiresAt > :now",
                        UUID.class)
                .setParameter("transfer", transfer.value())
                .setParameter("joined", UploadKind.FINAL)
                .setParameter("receiving", UploadState.RECEIVING)
                .setParameter("now", now)
                .getResultList()
                .isEmpty();
    }

    /**
     * Some whose bytes are all there and which nobody verifies: who did has ended, or has put it off until now.
     *
     * @param young since when what was joined is left to who has joined it, and is about to verify it
     */
    public List<Upload> unverified(Instant now, Instant young, int most) {
        return entities.createQuery(
                        "select u from Upload u where u.state = :receiving and u.kind in (:whole) and u.durable = u.length"
                                + " and (u.lease.heldUntil is null or u.lease.heldUntil <= :now)"
                                + " and (u.retry.at is null or u.retry.at <= :now)"
                                + " and (u.kind <> :joined or u.lease.fence > 0 or u.createdAt <= :young)"
                                + " order by u.state, u.kind, u.id",
                        Upload.class)
                .setParameter("receiving", UploadState.RECEIVING)
                .setParameter("whole", List.of(UploadKind.WHOLE, UploadKind.FINAL))
                .setParameter("now", now)
                .setParameter("joined", UploadKind.FINAL)
                .setParameter("young", young)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * Those that their deadline has reached, the longest due first, locked; those that somebody works on are passed over.
     *
     * @param skipped rows to pass over at the head of the queue
     */
    public List<Upload> lockDue(Instant now, int skipped, int batch) {
        List<UUID> ids = DueRowsRepository.lock(entities, "transfer_upload", "due_at", now, skipped, batch);
        return all(ids);
    }

    /** Those that are not over while their transfer is, or has its content; locked, as {@link #lockDue}. */
    public List<Upload> lockAbandoned(int skipped, int batch) {
        List<?> ids = entities.createNativeQuery("""
                        select u.id from transfer_upload u
                        where u.state in ('RECEIVING', 'COMPLETE') and (u.state = 'RECEIVING' or u.kind = 'PARTIAL')
                        and exists (select 1 from transfer t where t.id = u.transfer_id
                            and (t.state <> 'OPEN' or t.content_state <> 'UPLOADING'))
                        order by u.state, u.kind, u.id
                        offset :skipped rows fetch next :batch rows only for update skip locked""")
                .setParameter("skipped", skipped)
                .setParameter("batch", batch)
                .getResultList();
        return all(ids);
    }

    private List<Upload> all(List<?> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("select u from Upload u where u.id in (:ids) order by u.id", Upload.class)
                        .setParameter("ids", ids.stream().map(NativeRows::uuid).toList())
                        .getResultList();
    }

    /** Forgets those of these that are there. */
    public void remove(Collection<UploadId> ids) {
        ids.forEach(id -> {
            Upload upload = entities.find(Upload.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
            if (upload != null) {
                entities.remove(upload);
            }
        });
    }

    /** Which of these still need their files. */
    public Set<UUID> needed(Collection<UUID> uploads) {
        return entities
                .createQuery("select u.id from Upload u where u.id in (:ids) and u.state in (:open)", UUID.class)
                .setParameter("ids", uploads)
                .setParameter("open", List.of(UploadState.RECEIVING, UploadState.COMPLETE))
                .getResultList()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
