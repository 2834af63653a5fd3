// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.HiddenAccounts;
import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadRepository;
import io.switchboard.transfers.model.UploadState;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.DeliveryState;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says whether a terminal may fetch a content, and which. The bytes themselves are read outside of any transaction. */
@Stateless
@Workflow
public class DeliveryService {
    @Inject
    TransferRepository transfers;

    @Inject
    UploadRepository uploads;

    @Inject
    TerminalDirectory terminals;

    @Inject
    HiddenAccounts hidden;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * What a terminal may fetch.
     *
     * @param content where it is in the store, unless it is found damaged; null while it is being uploaded
     * @param size in bytes
     */
    public record Fetched(TransferId transfer, @Nullable ContentId content, Identification code, long size) {}

    /**
     * How far what is being uploaded can be read: in the store, or as far as its pieces go.
     *
     * @param content null as long as it is not verified
     * @param upload whose pieces they are; null when none has begun
     * @param pieces none when there is nothing yet, or was stored this moment
     * @param fetching the terminals that may read it
     */
    public record Ahead(
            @Nullable ContentId content, @Nullable UploadId upload, List<Piece> pieces, Set<TerminalId> fetching) {}

    /**
     * A terminal begins to fetch, or goes on. One statement when it goes on. When nobody has begun yet and the virtual identifier that the
     * transfer was sent to was closed since, the transfer is declined instead, and that is kept; as with a call that is answered then.
     *
     * @return what it may fetch, or the refusal {@code transfer-closed}
     * @throws RefusedException {@code not-found}; {@code forbidden} when it is not offered to this terminal; {@code illegal-move} when
     *     it is over for it, or nothing of the content is there yet
     */
    public Outcome<Fetched> fetch(Invocation invocation, TransferId id) {
        TerminalId terminal = invocation.terminal();
        Instant now = clock.instant();
        AccountId account = invocation.party().account();
        Transfer seen = shown(transfers.find(id, account), account);
        if (seen.deliveriesByTerminal().get(terminal) != DeliveryState.FETCHING || !now.isBefore(seen.expiresAt())) {
            // The identifier first, as everywhere: whoever closes it does so before this or after it.
            boolean closed = isClosed(seen, terminal);
            seen = shown(transfers.relock(id, account), account);
            seen.settle(now);
            if (closed && !seen.deliveriesByTerminal().containsValue(DeliveryState.FETCHING)) {
                seen.decline(null, now);
                announcer.announce(seen);
                audit.record(
                        invocation,
                        invocation.party().enterprise(),
                        "transfer.fetch",
                        id.toString(),
                        TransfersRefusal.TRANSFER_CLOSED.code());
                return new Outcome.Refused<>(TransfersRefusal.TRANSFER_CLOSED);
            }
            seen.fetching(terminal, now);
            announcer.announce(seen);
        }
        ContentId content = seen.contentId().orElse(null);
        if (content == null && seen.content() != ContentState.UPLOADING) {
            throw RefusedException.move(
                    SharedRefusal.ILLEGAL_MOVE,
                    seen.content().toTarget(),
                    seen.content().successorsToTarget());
        }
        return new Outcome.Done<>(new Fetched(
                id, content, seen.declared().identification(), seen.declared().size()));
    }

    /** One that is delivered elsewhere is not there for its target. */
    private static Transfer shown(Optional<Transfer> found, AccountId account) {
        return found.filter(transfer -> transfer.sideOf(account).isPresent()).orElseThrow(RefusedException::notFound);
    }

    /** As of the declaration. Nobody but a terminal that it is offered to finds out. */
    private boolean isClosed(Transfer seen, TerminalId terminal) {
        return seen.deliveriesByTerminal().get(terminal) == DeliveryState.OFFERED
                && seen.target()
                        .identifier()
                        .filter(identifier -> hidden.isClosed(seen.target().account(), identifier, seen.createdAt()))
                        .isPresent();
    }

    /**
     * Which of these transfers their source has taken back. One statement.
     *
     * @param fetched up to some hundreds that are being fetched
     */
    public Set<TransferId> takenBack(Invocation invocation, Collection<TransferId> fetched) {
        return transfers.cancelled(fetched);
    }

    /**
     * How far the terminals that have begun to fetch can go on now. Three or four statements, no lock, and the same for all of them.
     *
     * @param from of which upload they have read; null when of none
     * @throws RefusedException {@code not-found}; {@code illegal-move} when the transfer is over; {@code upload-gone} when the upload that
     *     they have read of will not be the content
     */
    public Ahead ahead(Invocation invocation, TransferId id, @Nullable UploadId from) {
        AccountId account = invocation.party().account();
        Transfer transfer = shown(transfers.find(id, account), account);
        Set<TerminalId> fetching = transfer.deliveriesByTerminal().entrySet().stream()
                .filter(delivery -> delivery.getValue() == DeliveryState.FETCHING)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
        // The transfer learns of a revocation later.
        fetching.retainAll(terminals.active(account));
        if (fetching.isEmpty() || !clock.instant().isBefore(transfer.expiresAt())) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, transfer.state(), List.of());
        }
        Optional<Upload> read = from == null ? uploads.furthest(id) : uploads.find(id, from);
        Optional<ContentId> content = transfer.contentId();
        if (content.isPresent()
                && (from == null || read.filter(Upload::isStored).isPresent())) {
            return new Ahead(content.get(), from, List.of(), fetching);
        }
        if (from == null && read.isEmpty()) {
            return new Ahead(null, null, List.of(), fetching);
        }
        Upload upload = read.filter(found -> found.state() == UploadState.RECEIVING || found.isStored())
                .orElseThrow(() -> RefusedException.of(TransfersRefusal.UPLOAD_GONE));
        // What was stored since the transfer was read has no pieces any more, and its content is seen the next time.
        return new Ahead(null, upload.id(), UploadPieces.of(upload, uploads), fetching);
    }
}
