// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.transfers.model.Content;
import io.switchboard.transfers.model.ContentRepository;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.PossessionProof;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What an enterprise has in the store, as transfers refer to it. Inside their transactions, after the transfer's own lock. */
@ApplicationScoped
class Contents {
    private static final Logger LOG = Logger.getLogger(Contents.class);

    @Inject
    ContentRepository contents;

    @Inject
    PersistenceFlush persistence;

    @Inject
    Room room;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** The row of what the enterprise has of this code, if it is large enough to be known by it; without a lock. */
    Optional<ContentId> seen(EnterpriseId enterprise, Identification code, long size) {
        return size < PossessionProof.SMALLEST ? Optional.empty() : contents.find(enterprise, code, size);
    }

    /** The same for what a transfer is of. */
    Optional<ContentId> seen(Transfer transfer) {
        return seen(
                transfer.enterprise(),
                transfer.declared().identification(),
                transfer.declared().size());
    }

    /** What the enterprise has of this code, if it is large enough to be known by it; locked, so that nobody condemns it meanwhile. */
    Optional<Content> known(EnterpriseId enterprise, Identification code, long size) {
        return size < PossessionProof.SMALLEST
                ? Optional.empty()
                : contents.lock(enterprise, code, size).filter(content -> !content.isSuspect());
    }

    /** The same of any size: for who had it already. */
    Optional<Content> present(Transfer transfer) {
        return contents.lock(
                        transfer.enterprise(),
                        transfer.declared().identification(),
                        transfer.declared().size())
                .filter(content -> !content.isSuspect());
    }

    /** By its row, locked; empty when it cannot be found any more. */
    Optional<Content> known(Transfer transfer, ContentId id) {
        return known(
                        transfer.enterprise(),
                        transfer.declared().identification(),
                        transfer.declared().size())
                .filter(content -> content.id().equals(id));
    }

    /** Whether an account need not prove that it has it. */
    boolean isPossessed(AccountId account, ContentId content) {
        return contents.isPossessed(account, content, clock.instant());
    }

    /** An account has had it: it need not prove that for some time. */
    void remember(AccountId account, ContentId content, Instant now) {
        contents.remember(account, content, now.plus(settings.get(TransferKeys.POSSESSION)));
    }

    /** The source has proven, or is known, to have it: the transfer is complete on this side. */
    void refer(Transfer transfer, Content content, Instant now) {
        keep(content, transfer, now);
        transfer.stored(content.id(), now);
    }

    /** What an open transfer had is damaged, and this is the same. */
    void replace(Transfer transfer, Content content, Instant now) {
        keep(content, transfer, now);
        transfer.replaced(content.id());
    }

    private void keep(Content content, Transfer transfer, Instant now) {
        Instant grace = now.plus(settings.get(TransferKeys.GRACE));
        content.keepUntil(transfer.expiresAt().isAfter(grace) ? transfer.expiresAt() : grace);
    }

    /**
     * The bytes of a transfer were uploaded, and are durable and verified under this key of the store.
     *
     * @return the key under which they are from now on: another one when the enterprise has them already, unless what it has seems to be wrong
     * @throws RefusedException {@code quota-exceeded}; {@code illegal-move} when the transfer is over
     */
    ContentId uploaded(Transfer transfer, ContentId key, Instant now) {
        Identification code = transfer.declared().identification();
        long size = transfer.declared().size();
        Optional<Content> present = contents.lock(transfer.enterprise(), code, size);
        Optional<Content> suspect = present.filter(Content::isSuspect);
        if (suspect.isPresent()) {
            // What has just been verified is better than what nobody knows of.
            suspect.get().replaced(now.plus(settings.get(TransferKeys.GRACE)));
            LOG.warnf(
                    "The content %s seemed to be damaged; %s takes its place",
                    suspect.get().id(), key);
            persistence.flush();
            present = Optional.empty();
        }
        Content content = present.orElseGet(() -> {
            room.takePhysical(transfer.enterprise(), size);
            Content fresh = new Content(key, transfer.enterprise(), code, size, now, now);
            contents.add(fresh);
            return fresh;
        });
        refer(transfer, content, now);
        remember(transfer.source().account(), content.id(), now);
        return content.id();
    }
}
