// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.AccountDirectory;
import io.switchboard.accounts.service.TerminalDirectory;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.wire.ContentId;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.QueryRequest;
import io.switchboard.transfers.wire.QueryView;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * What a central server does for private servers: the published method's query, for a source whom the private server names. The source
 * proves here that it has the content, to which this server listens to nobody but its own challenge; only then may the private server that
 * asked, and no other, fetch it.
 */
@Stateless
@Workflow
public class QueryService {
    @Inject
    TransferRepository transfers;

    @Inject
    DeclarationService declarations;

    @Inject
    ProofService proofs;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    TerminalDirectory terminals;

    @Inject
    AccountDirectory accounts;

    @Inject
    QueryViews views;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * Asks.
     *
     * @throws RefusedException {@code forbidden}; {@code target-unknown}, also for a source that is not of the enterprise;
     *     {@code content-unknown}; as {@link DeclarationService#declare}
     */
    public QueryView ask(Invocation invocation, QueryRequest request) {
        Actor.Client asking = invocation.privateServer();
        AccountId source = request.sourceAccountId();
        TransferTarget target = request.transfer().target();
        if (target.virtualIdentifier() != null) {
            // Who is behind a code is asked by its callers themselves, whose attempts are counted.
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, "/transfer/target", "must be a terminal, an account or an address");
        }
        if ((target.address() == null) != (request.targetTerminalId() == null)) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, "/targetTerminalId", "must be there with an address, and only then");
        }
        TerminalId terminal = request.sourceTerminalId();
        boolean own = terminal == null
                || terminals
                        .accountOf(asking.enterprise(), terminal)
                        .filter(source::equals)
                        .isPresent();
        if (!own || !accounts.hold(asking.enterprise(), source)) {
            throw RefusedException.of(TransfersRefusal.TARGET_UNKNOWN);
        }
        Actor.Relay relay = new Actor.Relay(
                Optional.of(asking.client()), asking.enterprise(), source, Optional.ofNullable(terminal));
        return declarations.query(
                invocation.carriedOutFor(relay), asking, request.transfer(), request.targetTerminalId());
    }

    /**
     * How it goes.
     *
     * @throws RefusedException {@code not-found} for what the asking private server has not asked for
     */
    public QueryView get(Invocation invocation, TransferId id) {
        Transfer transfer = transfers.asOf(find(invocation, id), clock.instant());
        return views.view(transfer, null);
    }

    /**
     * Carried out for the source of what was asked for.
     *
     * @throws RefusedException {@code not-found}
     */
    public Invocation forSource(Invocation invocation, TransferId id) {
        Transfer transfer = find(invocation, id);
        Actor.Client asking = invocation.privateServer();
        return invocation.carriedOutFor(new Actor.Relay(
                Optional.of(asking.client()),
                transfer.enterprise(),
                transfer.source().account(),
                transfer.source().terminal()));
    }

    /**
     * Issues another challenge for the source.
     *
     * @throws RefusedException as {@link ProofService#issue}
     */
    public QueryView challenge(Invocation invocation, TransferId id) {
        Invocation relayed = forSource(invocation, id);
        return views.view(find(invocation, id), proofs.issue(relayed, id).challenge());
    }

    /** Whoever repeats the request is told the same. The refusal itself was recorded before. */
    public Outcome<QueryView> refused(Invocation invocation, RefusalCode code) {
        return new Outcome.Refused<>(code);
    }

    /**
     * It is not needed here any more. What is over already stays as it is.
     *
     * @throws RefusedException {@code not-found}
     */
    public QueryView cancel(Invocation invocation, TransferId id) {
        AccountId source = find(invocation, id).source().account();
        Transfer transfer = transfers.relock(id, source).orElseThrow(RefusedException::notFound);
        Instant now = clock.instant();
        transfer.settle(now);
        if (!transfer.state().isFinal()) {
            transfer.cancel(now);
            audit.done(invocation, "transfer.cancel", id);
        }
        announcer.announce(transfer);
        return views.view(transfer, null);
    }

    /**
     * What the private server may fetch: the source has proven that it has it, or was known to.
     *
     * @throws RefusedException {@code not-found}; {@code illegal-move} when it is not proven, or over
     */
    public DeliveryService.Fetched fetch(Invocation invocation, TransferId id) {
        Transfer transfer = transfers.asOf(find(invocation, id), clock.instant());
        ContentId content = transfer.contentId().orElse(null);
        if (content == null
                || transfer.content() != ContentState.STORED
                || transfer.state().isFinal()) {
            throw RefusedException.move(
                    SharedRefusal.ILLEGAL_MOVE,
                    transfer.content(),
                    transfer.content().successors());
        }
        return new DeliveryService.Fetched(
                id,
                content,
                transfer.declared().identification(),
                transfer.declared().size());
    }

    private Transfer find(Invocation invocation, TransferId id) {
        return transfers.find(id, invocation.privateServer().client()).orElseThrow(RefusedException::notFound);
    }
}
