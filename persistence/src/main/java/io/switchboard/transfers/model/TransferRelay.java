// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a private server has still to do with its central for one transfer: a row as long as that is anything. Under the transfer's lock. */
@Entity
@Table(name = "transfer_relay")
public class TransferRelay {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;

    @Id
    @Column(name = "transfer_id")
    private UUID transferId;

    @Version
    private long version;

    @Column(name = "account_id", nullable = false)
    private UUID accountId;

    @Column(name = "central_id", nullable = false)
    private UUID centralId;

    /** Of its content: whoever waits for the same finds it by this. */
    @Column(nullable = false, length = 128)
    private String digest;

    @Column(nullable = false)
    private boolean proven;

    @Column(name = "upload_id")
    private @Nullable UUID uploadId;

    /** Rises whenever somebody begins to work on it: whoever has begun before stops. */
    @Column(nullable = false)
    private long turn;

    @Column(nullable = false)
    private int failures;

    @Column(name = "patient_until", nullable = false)
    private Instant patientUntil;

    @Column(name = "due_at", nullable = false)
    private Instant dueAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected TransferRelay() {}

    /**
     * One whose source has not proven yet that it has the content.
     *
     * @param central the transfer's id at the central
     * @param due when it is looked at without a proof
     */
    public TransferRelay(Transfer transfer, TransferId central, Instant due) {
        this.transferId = transfer.id().value();
        this.accountId = transfer.source().account().value();
        this.digest = transfer.declared().digest();
        this.centralId = central.value();
        this.dueAt = due;
        this.patientUntil = due;
    }

    /** The source has proven it at the central: from now on this server works on it. */
    public void proven(Instant now, Duration patience) {
        proven = true;
        dueAt = now;
        patientUntil = now.plus(patience);
    }

    /**
     * Somebody works on it from now on, and nobody else before this time.
     *
     * @return the turn that he holds until somebody else begins
     */
    public long begin(Instant until) {
        dueAt = until;
        return ++turn;
    }

    /** Whether nobody has begun since. */
    public boolean isTurn(long held) {
        return turn == held;
    }

    /** It goes on: some bytes have come. */
    public void progresses(Instant now, Duration patience, Instant due) {
        failures = 0;
        patientUntil = now.plus(patience);
        dueAt = due;
    }

    /** It is fetched as this upload. */
    public void uploading(UploadId upload) {
        uploadId = upload.value();
    }

    /** It is looked at then. */
    public void due(Instant at) {
        dueAt = at;
    }

    /** The central did not answer as it should: it is tried again, later and later. */
    public void failed(Instant now) {
        dueAt = now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)));
        failures++;
    }

    /** Whether the source has been let wait for long enough, and it was tried in vain. */
    public boolean hasWaited(Instant now) {
        return failures > 0 && now.isAfter(patientUntil);
    }

    public TransferId transfer() {
        return new TransferId(transferId);
    }

    /** The transfer's source. */
    public AccountId account() {
        return new AccountId(accountId);
    }

    /** The transfer's id at the central. */
    public TransferId central() {
        return new TransferId(centralId);
    }

    public boolean isProven() {
        return proven;
    }

    /** As which upload it is fetched; empty before. */
    public Optional<UploadId> upload() {
        return Optional.ofNullable(uploadId).map(UploadId::new);
    }
}
