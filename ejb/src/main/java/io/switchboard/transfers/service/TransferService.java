// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.PersonsConcerned;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.model.TransferSide;
import io.switchboard.transfers.wire.DeclineScope;
import io.switchboard.transfers.wire.DeclineTransferRequest;
import io.switchboard.transfers.wire.DeliveryState;
import io.switchboard.transfers.wire.ReceiptRequest;
import io.switchboard.transfers.wire.TransferDirection;
import io.switchboard.transfers.wire.TransferFilter;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferView;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Shows transfers, and carries out what the two sides do to them. A transfer of which the acting account is no side is not found. Every
 * move happens on the locked row, so that of moves that race one wins.
 */
@Stateless
@Workflow
public class TransferService {
    @Inject
    TransferRepository transfers;

    @Inject
    Contents contents;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    PersonsConcerned concerned;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * One transfer, as the acting account's side sees it.
     *
     * @throws RefusedException {@code not-found}
     */
    public TransferView get(Invocation invocation, TransferId id) {
        Party party = invocation.party();
        Transfer transfer = transfers.find(id, party.account()).orElseThrow(RefusedException::notFound);
        return TransferViews.of(transfers.asOf(transfer, clock.instant()), side(transfer, party));
    }

    /**
     * The acting account's transfers, newest first. Two statements, one when they are all of one side; when a state is asked for, that
     * many for each part that is read.
     */
    public Page<TransferView> list(Invocation invocation, TransferFilter asked, PageRequest page) {
        Party party = invocation.party();
        Instant now = clock.instant();
        Function<Transfer, TransferView> view = transfer -> {
            Transfer settled = transfers.asOf(transfer, now);
            return TransferViews.of(settled, side(settled, party));
        };
        if (asked.state() == null) {
            return Pages.of(
                    of(party.account(), asked, page.withOneMore()),
                    page,
                    transfer -> transfer.id().value(),
                    view);
        }
        return Pages.sifted(
                page,
                part -> of(party.account(), asked, part),
                transfer -> transfer.id().value(),
                part -> part.stream().map(view).toList(),
                shown -> shown.state() == asked.state());
    }

    /** From both sides, in one order; what an account sends to itself is there once. */
    private List<Transfer> of(AccountId account, TransferFilter asked, PageRequest page) {
        List<Transfer> incoming =
                asked.includes(TransferDirection.INCOMING) ? transfers.incoming(account, asked, page) : List.of();
        List<Transfer> outgoing =
                asked.includes(TransferDirection.OUTGOING) ? transfers.outgoing(account, asked, page) : List.of();
        return Pages.merged(incoming, outgoing, page, transfer -> transfer.id().value());
    }

    /**
     * The source takes it back.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden} for the target, {@code illegal-move} when it is over
     */
    public TransferView cancel(Invocation invocation, TransferId id) {
        Transfer transfer = lock(invocation.party(), id, TransferSide.SOURCE);
        transfer.cancel(clock.instant());
        return moved(invocation, transfer, TransferSide.SOURCE, "transfer.cancel");
    }

    /**
     * The target says no.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden} for the source and for terminals that it is not offered to,
     *     {@code illegal-move} when it is over
     */
    public TransferView decline(Invocation invocation, TransferId id, DeclineTransferRequest request) {
        Party party = invocation.party();
        Transfer transfer = lock(party, id, TransferSide.TARGET);
        TerminalId alone = request.scope() == DeclineScope.TERMINAL ? invocation.terminal() : null;
        transfer.decline(alone, clock.instant());
        return moved(invocation, transfer, TransferSide.TARGET, "transfer.decline");
    }

    /**
     * A terminal of the target has all of it.
     *
     * @throws RefusedException {@code not-found}, {@code forbidden} for terminals that it is not offered to, {@code receipt-mismatch},
     *     {@code illegal-move} when the content was not there yet or it is over
     */
    public TransferView received(Invocation invocation, TransferId id, ReceiptRequest request) {
        TerminalId terminal = invocation.terminal();
        Transfer transfer = lock(invocation.party(), id, TransferSide.TARGET);
        Instant now = clock.instant();
        boolean again = transfer.deliveriesByTerminal().get(terminal) == DeliveryState.RECEIVED;
        transfer.received(terminal, request.identification(), now);
        if (!again) {
            transfer.contentId()
                    .ifPresent(content -> contents.remember(transfer.target().account(), content, now));
        }
        return moved(invocation, transfer, TransferSide.TARGET, "transfer.receive");
    }

    private TransferView moved(Invocation invocation, Transfer transfer, TransferSide side, String action) {
        announcer.announce(transfer);
        audit.done(invocation, action, transfer.id());
        TransferViews.otherIn(transfer, side).ifPresent(concerned::add);
        return TransferViews.of(transfer, side);
    }

    private Transfer lock(Party party, TransferId id, TransferSide required) {
        Transfer transfer = transfers.lock(id, party.account()).orElseThrow(RefusedException::notFound);
        boolean own = transfer.source().account().equals(transfer.target().account());
        if (!own && side(transfer, party) != required) {
            throw RefusedException.of(
                    SharedRefusal.FORBIDDEN,
                    required == TransferSide.SOURCE ? "Only who sends may do this" : "Only who is sent to may do this");
        }
        return transfer;
    }

    private static TransferSide side(Transfer transfer, Party party) {
        return TransferViews.sideOf(transfer, party).orElseThrow(RefusedException::notFound);
    }
}
