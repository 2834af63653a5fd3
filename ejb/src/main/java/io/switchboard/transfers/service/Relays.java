// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.servers.service.Central;
import io.switchboard.servers.service.CentralAnswer;
import io.switchboard.servers.service.CentralAwayException;
import io.switchboard.servers.service.CentralRequest;
import io.switchboard.servers.service.Registrations;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Outcome;
import io.switchboard.shared.service.Party;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Secrets;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.CreateTransferRequest;
import io.switchboard.transfers.wire.ProofRequest;
import io.switchboard.transfers.wire.QueryRequest;
import io.switchboard.transfers.wire.QueryView;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransferView;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a private server asks its central for while a source waits: whether it has a content, and whether the source has proven that it has
 * it too. At a central server all of it does nothing. Outside of transactions; waits for the central.
 */
@ApplicationScoped
public class Relays {
    private static final Logger LOG = Logger.getLogger(Relays.class);
    private static final String QUERIES = "queries";

    /** A central that hangs takes so many of the threads that requests have, and no more: for what is declared, and for what is proven. */
    private final Semaphore askers = new Semaphore(20);

    private final Semaphore provers = new Semaphore(12);

    @Inject
    Central central;

    @Inject
    Registrations registrations;

    @Inject
    DeclarationService declarations;

    @Inject
    RelayProofService proving;

    @Inject
    Proofs proofs;

    @Inject
    ProofService challenges;

    @Inject
    RelayFetcher fetcher;

    @Inject
    Requests requests;

    /**
     * What came of asking the central.
     *
     * @param content what it has; null when nothing, or nothing that helps
     * @param status how the header {@code Cache-Status} (RFC 9211) says it; empty at a central server
     */
    public record Asked(@Nullable CentralContent content, Optional<String> status) {
        static final Asked NOBODY = new Asked(null, Optional.empty());
    }

    /**
     * Asks the central for what somebody is about to declare, unless this server has it itself.
     *
     * @throws RefusedException {@code busy} when the target is not known here and the central is away
     */
    public Asked ask(Invocation invocation, CreateTransferRequest request) {
        if (!central.isThere()) {
            return Asked.NOBODY;
        }
        Party source = invocation.party();
        TransferTarget target = request.target();
        Optional<TerminalId> found = Optional.ofNullable(target.address())
                .flatMap(address -> requests.run(() -> declarations.foundBy(invocation, address)));
        if (target.terminalId() != null) {
            registrations.meet(target.terminalId());
        } else if (target.accountId() != null) {
            registrations.meet(source.enterprise(), target.accountId());
        } else if (found.isEmpty()) {
            // A code is of this server, and nobody else knows who is behind it; an address says nothing in another
            // network.
            return new Asked(null, Optional.of("bypass"));
        }
        if (requests.run(() -> declarations.has(invocation, request))) {
            return new Asked(null, Optional.of("hit"));
        }
        if (!askers.tryAcquire()) {
            return new Asked(null, Optional.of("fwd=miss; detail=central-busy"));
        }
        try {
            return asked(invocation, request, found.orElse(null));
        } finally {
            askers.release();
        }
    }

    private Asked asked(Invocation invocation, CreateTransferRequest request, @Nullable TerminalId found) {
        Party source = invocation.party();
        CentralRequest query =
                CentralRequest.post(QUERIES, new QueryRequest(source.account(), source.terminal(), request, found));
        try {
            CentralAnswer answer = central.ask(key(invocation)
                    .map(key -> query.with("Idempotency-Key", key))
                    .orElse(query));
            if (!answer.isDone()) {
                LOG.debugf("The central has nothing for a transfer: %s", answer.problem());
                return new Asked(null, Optional.of("fwd=miss; fwd-status=" + answer.status()));
            }
            QueryView view = answer.as(QueryView.class);
            return CentralContent.isUsable(view)
                    ? new Asked(CentralContent.of(view, found), Optional.of("fwd=miss; fwd-status=" + answer.status()))
                    : new Asked(null, Optional.of("fwd=miss"));
        } catch (CentralAwayException e) {
            LOG.debugf("A transfer goes on without the central: %s", e.getMessage());
            return new Asked(null, Optional.of("fwd=miss; detail=central-away"));
        }
    }

    /** Whoever repeats a request with its key is told the same, and is charged once, by the central too. */
    private static Optional<String> key(Invocation invocation) {
        Invocation.IdempotencyKey key = invocation.idempotencyKey();
        if (key == null) {
            return Optional.empty();
        }
        String all = invocation.actor().name() + '\n' + invocation.party().account() + '\n' + key.key();
        return Optional.of(HexFormat.of().formatHex(Secrets.sha256(all.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * Asks for another challenge, where the content is. Whose proof has held there, though the answer was lost, gets none: the transfer
     * is on its way.
     *
     * @throws RefusedException as {@link ProofService#issue}; {@code upload-required} as well when the central does not answer; {@code
     *     busy} when too many wait for it
     */
    public TransferView issue(Invocation invocation, TransferId id) {
        Optional<TransferId> there = requests.run(() -> proving.proving(invocation.withoutClaim(), id));
        if (there.isEmpty()) {
            return challenges.issue(invocation, id);
        }
        return waiting(() -> issue(invocation, id, there.get()));
    }

    private TransferView issue(Invocation invocation, TransferId id, TransferId there) {
        try {
            CentralAnswer answer = central.ask(CentralRequest.post(path(there) + "/challenge", null));
            if (answer.isDone()) {
                QueryView view = answer.as(QueryView.class);
                ChallengeView challenge = view.challenge();
                if (challenge != null) {
                    return requests.run(() -> proving.issued(invocation, id, challenge.of(view.server(), view.id())));
                }
            }
            if (holdsThere(there)) {
                return proven(invocation, id);
            }
        } catch (CentralAwayException e) {
            LOG.infof("A source uploads what the central has: %s", e.getMessage());
        }
        throw RefusedException.of(TransfersRefusal.UPLOAD_REQUIRED);
    }

    /**
     * Has a proof checked, where the content is.
     *
     * @return the transfer, or the refusal {@code proof-wrong}
     * @throws RefusedException as {@link Proofs#prove}; {@code challenge-over} as well when the central does not answer; {@code
     *     busy} when too many wait for it
     */
    public Outcome<TransferView> prove(Invocation invocation, TransferId id, ProofRequest request) {
        Optional<TransferId> there = requests.run(() -> proving.proving(invocation.withoutClaim(), id));
        if (there.isEmpty()) {
            return proofs.prove(invocation, id, request);
        }
        return waiting(() -> prove(invocation, id, there.get(), request));
    }

    private Outcome<TransferView> prove(Invocation invocation, TransferId id, TransferId there, ProofRequest request) {
        try {
            CentralAnswer answer = central.ask(
                    CentralRequest.post(path(there) + "/proof", request).slow());
            if (answer.problem().equals(TransfersRefusal.PROOF_WRONG.code())) {
                return requests.run(() -> proving.refused(invocation, id));
            }
            if (answer.isDone() || holdsThere(there)) {
                return new Outcome.Done<>(proven(invocation, id));
            }
        } catch (CentralAwayException e) {
            LOG.infof("A proof cannot be checked: %s", e.getMessage());
        }
        throw RefusedException.of(TransfersRefusal.CHALLENGE_OVER);
    }

    private TransferView proven(Invocation invocation, TransferId id) {
        TransferView view = requests.run(() -> proving.proven(invocation, id));
        fetcher.hurry(id);
        return view;
    }

    private <V> V waiting(Supplier<V> work) {
        if (!provers.tryAcquire()) {
            throw RefusedException.of(SharedRefusal.BUSY);
        }
        try {
            return work.get();
        } finally {
            provers.release();
        }
    }

    /** Whether the central has heard it already: its answer may have been lost. */
    private boolean holdsThere(TransferId there) throws CentralAwayException {
        CentralAnswer answer = central.ask(CentralRequest.get(path(there)));
        return answer.isDone() && answer.as(QueryView.class).content() == ContentState.STORED;
    }

    /** The central has been asked for what was declared otherwise, or not at all: it keeps nothing for it. */
    public void release(Asked asked, @Nullable TransferView declared) {
        CentralContent content = asked.content();
        if (content == null || (declared != null && declared.relay() != null)) {
            return;
        }
        if (!askers.tryAcquire()) {
            LOG.infof("The central keeps %s until it expires: too many wait for it", content.transfer());
            return;
        }
        try {
            CentralAnswer answer = central.ask(CentralRequest.post(path(content.transfer()) + "/cancellation", null));
            LOG.debugf("The central has released %s: %d", content.transfer(), answer.status());
        } catch (CentralAwayException e) {
            LOG.infof("The central keeps %s until it expires: %s", content.transfer(), e.getMessage());
        } finally {
            askers.release();
        }
    }

    static String path(TransferId there) {
        return QUERIES + "/" + there;
    }

    /** For the source of a transfer, whom this server carries on for. */
    static Invocation invocation(Transfer transfer) {
        Actor.Relay relay = new Actor.Relay(
                Optional.empty(),
                transfer.enterprise(),
                transfer.source().account(),
                transfer.source().terminal());
        return Invocation.ofServer().carriedOutFor(relay);
    }
}
