// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.mailbox.service.Watchers;
import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
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
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.Declared;
import io.switchboard.transfers.model.Source;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.model.TransferSettings;
import io.switchboard.transfers.model.TransferSettingsRepository;
import io.switchboard.transfers.model.TransferSide;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.QueryView;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferView;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    TransferRelays relays;

    @Inject
    QueryViews queries;

    @Inject
    Watchers watchers;

    @Inject
    KnownContents knowledge;

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
        return declare(invocation, request, null);
    }

    /** Whether this server knows what somebody is about to declare: then nobody else need be asked. */
    public boolean has(Invocation invocation, CreateTransferRequest request) {
        return contents.seen(invocation.party().enterprise(), request.identification(), request.size())
                .isPresent();
    }

    /** Who would be sent to by an address now; empty when nobody would. */
    public Optional<TerminalId> foundBy(Invocation invocation, String address) {
        if (!TransferSettingsService.byAddress(
                transferSettings.find(invocation.party().enterprise()))) {
            return Optional.empty();
        }
        try {
            return Optional.of(targets.at(invocation.party(), address));
        } catch (RefusedException nobody) {
            // Said when it is declared.
            return Optional.empty();
        }
    }

    /**
     * The same, at a private server.
     *
     * @param central what the central has of it; null when nothing
     * @throws RefusedException as the other
     */
    public Outcome<TransferView> declare(
            Invocation invocation, CreateTransferRequest request, @Nullable CentralContent central) {
        Party party = invocation.party();
        requireSense(request);
        Optional<TransferSettings> own = transferSettings.find(party.enterprise());
        boolean byTheRule = TransferSettingsService.isRule(own, request.identification());
        if (!byTheRule && request.target().virtualIdentifier() != null) {
            // Before anybody looks who is behind the code, and whatever there is of the content.
            throw wrongRule(own);
        }
        if (request.size() > settings.get(TransferKeys.SIZE_LIMIT)) {
            throw RefusedException.of(
                    TransfersRefusal.TRANSFER_TOO_LARGE, "At most " + settings.get(TransferKeys.SIZE_LIMIT) + " bytes");
        }
        Share share = TransferSettingsService.share(own);
        requireRoom(party, request, share);
        Optional<TransferTargets.Found> reached =
                targets.find(party, request.target(), TransferSettingsService.byAddress(own));
        if (reached.isEmpty()) {
            return refused(invocation);
        }
        KnownContents.Known known = knowledge.find(party, request);
        if (known.content().isEmpty()
                && central != null
                && central.isFor(reached.get().offered())) {
            known = new KnownContents.Known(central);
        }
        if (!byTheRule && known.result() == ContentLookedUp.Result.MISS) {
            // What was stored by the rule of its time is found by it for as long as it is there.
            throw wrongRule(own);
        }
        if (!room.take(party, request.size(), share)) {
            // Others have taken it since it was looked at. Behind a code the answer is that of a code that is closed.
            if (reached.get().target().identifier().isPresent()) {
                return refused(invocation);
            }
            requireRoom(party, request, share);
            throw RefusedException.of(TransfersRefusal.QUOTA_EXCEEDED);
        }
        return new Outcome.Done<>(declare(invocation, request, reached.get(), known));
    }

    private static RefusedException wrongRule(Optional<TransferSettings> own) {
        String rule = "Data that are new here are identified by " + TransferSettingsService.rule(own);
        return RefusedException.of(TransfersRefusal.WRONG_RULE, rule);
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

    /**
     * A private server asks for a source whether this server has what it sends. Where the target holds a channel here it is offered it, and
     * otherwise the private server fetches it.
     *
     * @param found who is at the address that is sent to, where it is one
     * @throws RefusedException as {@link #declare}; {@code content-unknown}
     */
    public QueryView query(
            Invocation invocation, Actor.Client asking, CreateTransferRequest request, @Nullable TerminalId found) {
        Party party = invocation.party();
        requireSense(request);
        Share share = TransferSettingsService.share(transferSettings.find(party.enterprise()));
        requireRoom(party, request, share);
        TransferTargets.Found reached = found != null
                ? targets.found(party, found)
                : targets.find(party, request.target(), false).orElseThrow(DeclarationService::unknownContent);
        KnownContents.Known known = knowledge.findUnproven(party, request);
        if (known.content().isEmpty()) {
            throw unknownContent();
        }
        if (!room.take(party, request.size(), share)) {
            throw RefusedException.of(TransfersRefusal.QUOTA_EXCEEDED);
        }
        Transfer transfer = made(party, request, reached, known);
        transfer.askedBy(asking.client());
        boolean delivers = reached.offered().stream().anyMatch(terminal -> watchers.of(terminal) > 0);
        if (!delivers) {
            transfer.relay(Relay.LENT);
        }
        keep(invocation, transfer, known);
        return queries.view(
                transfer,
                known.challenged() ? knowledge.challenge(transfer, known).orElseThrow() : null);
    }

    private static RefusedException unknownContent() {
        return RefusedException.of(TransfersRefusal.CONTENT_UNKNOWN);
    }

    private TransferView declare(
            Invocation invocation,
            CreateTransferRequest request,
            TransferTargets.Found found,
            KnownContents.Known known) {
        Transfer transfer = made(invocation.party(), request, found, known);
        CentralContent central = known.central();
        if (central != null) {
            relays.begin(transfer, central, clock.instant());
        }
        keep(invocation, transfer, known);
        TransferView view = TransferViews.of(transfer, TransferSide.SOURCE);
        if (central != null) {
            persistence.flush();
            relays.keep(transfer, central, clock.instant());
            return central.challenge() == null ? view : view.with(central.challenge());
        }
        return knowledge.challenge(transfer, known).map(view::with).orElse(view);
    }

    private void keep(Invocation invocation, Transfer transfer, KnownContents.Known known) {
        transfers.add(transfer);
        announcer.announce(transfer);
        lookups.fire(new ContentLookedUp(known.result(), transfer.declared().size()));
        audit.done(invocation, "transfer.declare", transfer.id());
    }

    private Transfer made(
            Party party, CreateTransferRequest request, TransferTargets.Found found, KnownContents.Known known) {
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
        return transfer;
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
}
