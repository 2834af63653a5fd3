// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.NotesText;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.model.Challenge;
import io.switchboard.transfers.model.ChallengeRepository;
import io.switchboard.transfers.model.Content;
import io.switchboard.transfers.model.Declared;
import io.switchboard.transfers.model.Source;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.model.TransferSettings;
import io.switchboard.transfers.model.TransferSettingsRepository;
import io.switchboard.transfers.model.TransferSide;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferView;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Declares transfers: finds whom they are for and what the enterprise has of their content, and offers them. Whether there is room is said
 * before anybody looks who is behind a code, and budgets are charged before contents are looked at.
 */
@Stateless
@Workflow
public class DeclarationService {
    @Inject
    TransferRepository transfers;

    @Inject
    TransferSettingsRepository transferSettings;

    @Inject
    TransferTargets targets;

    @Inject
    Contents contents;

    @Inject
    Room room;

    @Inject
    Challenges challenges;

    @Inject
    ChallengeRepository kept;

    @Inject
    PersistenceFlush persistence;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    Event<ContentLookedUp> lookups;

    @Inject
    Settings settings;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Declares what is sent, and offers it to the target.
     *
     * @return the transfer, or one and the same refusal whatever keeps who is behind a code from being sent to
     * @throws RefusedException {@code wrong-rule}, {@code transfer-too-large}, {@code quota-exceeded}, {@code too-many-transfers},
     *     {@code target-unknown}, {@code invalid-request}, {@code code-mistyped}, {@code too-many-attempts}
     */
    public Outcome<TransferView> declare(Invocation invocation, CreateTransferRequest request) {
        Party party = invocation.party();
        requireSense(request);
        Optional<TransferSettings> own = transferSettings.find(party.enterprise());
        if (TransferSettingsService.rule(own) != request.identification().algorithm()) {
            throw RefusedException.of(TransfersRefusal.WRONG_RULE);
        }
        if (request.size() > settings.get(TransferKeys.SIZE_LIMIT)) {
            throw RefusedException.of(
                    TransfersRefusal.TRANSFER_TOO_LARGE, "At most " + settings.get(TransferKeys.SIZE_LIMIT) + " bytes");
        }
        Share share = TransferSettingsService.share(own);
        requireRoom(party, request, share);
        Optional<TransferTargets.Found> reached = targets.find(party, request.target());
        if (reached.isEmpty()) {
            return refused(invocation);
        }
        Known known = known(party, request);
        if (!room.take(party, request.size(), share)) {
            // Others have taken it since it was looked at. Behind a code the answer is that of a code that is closed.
            if (reached.get().target().hidden()) {
                return refused(invocation);
            }
            requireRoom(party, request, share);
            throw RefusedException.of(TransfersRefusal.QUOTA_EXCEEDED);
        }
        return new Outcome.Done<>(declare(invocation, request, reached.get(), known));
    }

    private void requireRoom(Party party, CreateTransferRequest request, Share share) {
        room.lacking(party, request.size(), share).ifPresent(lacking -> {
            throw lacking;
        });
    }

    private Outcome<TransferView> refused(Invocation invocation) {
        audit.record(
                invocation,
                invocation.party().enterprise(),
                "transfer.declare",
                "virtual-identifier",
                TransfersRefusal.TRANSFER_REFUSED.code());
        return new Outcome.Refused<>(TransfersRefusal.TRANSFER_REFUSED);
    }

    private TransferView declare(
            Invocation invocation, CreateTransferRequest request, TransferTargets.Found found, Known known) {
        Party party = invocation.party();
        Instant now = clock.instant();
        Transfer transfer = new Transfer(
                new TransferId(ids.next()),
                party.enterprise(),
                new Source(
                        party.account(),
                        party.terminal(),
                        found.pseudonym(),
                        found.shown(),
                        NotesText.keep(request.externalId(), request.metadata())),
                found.target(),
                Declared.of(request.identification(), request.size(), request.name(), request.mediaType()),
                request.completion() == null ? Completion.FIRST_RECEIPT : request.completion(),
                found.offered(),
                known.challenged(),
                now,
                now.plus(settings.get(TransferKeys.LIFETIME)));
        known.content()
                .filter(content -> !known.challenged())
                .ifPresent(content -> contents.refer(transfer, content, now));
        transfers.add(transfer);
        announcer.announce(transfer);
        lookups.fire(new ContentLookedUp(known.result(), request.size()));
        audit.done(invocation, "transfer.declare", transfer.id());
        TransferView view = TransferViews.of(transfer, TransferSide.SOURCE);
        return known.challenged()
                ? view.with(challenge(transfer, known.content().orElseThrow()))
                : view;
    }

    /** What no single property can say. */
    private static void requireSense(CreateTransferRequest request) {
        if (!request.identification().fitsItsAlgorithm()) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST,
                    "/identification/digest",
                    "must have the length that the algorithm gives");
        }
        if (request.completion() == Completion.ALL_RECEIPTS && request.target().virtualIdentifier() != null) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, "/completion", "must be first-receipt where the target is a code");
        }
    }

    /**
     * What the enterprise has of the code.
     *
     * @param challenged whether the source has to prove that it has it too; otherwise what there is, is its own already
     */
    private record Known(Optional<Content> content, boolean challenged) {
        static final Known NOTHING = new Known(Optional.empty(), false);

        ContentLookedUp.Result result() {
            if (challenged) {
                return ContentLookedUp.Result.CHALLENGED;
            }
            return content.isPresent() ? ContentLookedUp.Result.HIT : ContentLookedUp.Result.MISS;
        }
    }

    /** Whoever has used up his challenges uploads, as if nobody had it. */
    private Known known(Party party, CreateTransferRequest request) {
        Identification code = request.identification();
        Optional<ContentId> seen = contents.seen(party.enterprise(), code, request.size());
        if (seen.isEmpty()) {
            return Known.NOTHING;
        }
        // Budgets come before contents in the order of locks.
        boolean possessed = contents.isPossessed(party.account(), seen.get());
        if (!possessed && !challenges.isLeft(party.account(), code)) {
            return Known.NOTHING;
        }
        Optional<Content> found = contents.known(party.enterprise(), code, request.size());
        return found.isEmpty() ? Known.NOTHING : new Known(found, !possessed);
    }

    private ChallengeView challenge(Transfer transfer, Content content) {
        Challenge challenge = challenges.make(content.id());
        persistence.flush();
        kept.replace(transfer.id(), challenge);
        return challenges.view(challenge, transfer.declared().size());
    }
}
