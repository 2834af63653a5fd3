// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Workflow;
import io.switchboard.transfers.model.CentralFetch;
import io.switchboard.transfers.model.Content;
import io.switchboard.transfers.model.RelayRepository;
import io.switchboard.transfers.model.Transfer;
import io.switchboard.transfers.model.TransferRelay;
import io.switchboard.transfers.model.TransferRepository;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.UploadId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The transactions of what a private server does with its central for transfers. Between them {@link Relays} talks to the central. */
@Stateless
@Workflow
public class RelayService {
    /** So long nobody else looks at what somebody works on, unless he says again that he does. */
    static final Duration HELD = Duration.ofSeconds(30);

    /** Who waits for another's fetch is told when it is there, and looks now and then whether that one is alive. */
    private static final Duration WAIT = Duration.ofSeconds(10);

    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
    private static final Duration LAST_LOOK = Duration.ofMinutes(1);

    @Inject
    TransferRepository transfers;

    @Inject
    RelayRepository relays;

    @Inject
    Contents contents;

    @Inject
    TransferAnnouncer announcer;

    @Inject
    TransferRelays inTransaction;

    @Inject
    Clock clock;

    /** What there is to do. */
    public enum Task {
        /** Nothing now. */
        NOTHING,
        /** Fetch the content. */
        FETCH,
        /** See how it goes at the central, which delivers it. */
        LOOK,
        /** Tell the central that it is not needed there any more. */
        RELEASE
    }

    /**
     * What there is to do with one transfer.
     *
     * @param central its id at the central
     * @param invocation for its source
     * @param upload as which it was begun to be fetched; empty when it was not
     * @param turn whose it is to do it: until somebody else begins
     */
    public record Step(
            Task task,
            TransferId transfer,
            TransferId central,
            Invocation invocation,
            long size,
            Optional<UploadId> upload,
            long turn) {}

    /** What is due; each is put off, so that nobody else takes it meanwhile. */
    public List<TransferId> takeDue(int most) {
        Instant now = clock.instant();
        return relays.takeDue(now, now.plus(HELD), most);
    }

    /**
     * What is to be done now, by whoever asks: whoever has asked before stops when he hears of it. What is here already is referred to, and
     * whoever waits for another's fetch waits on.
     */
    public Optional<Step> next(TransferId id) {
        Transfer transfer = lock(id).orElse(null);
        TransferRelay relay = relays.lock(id).orElse(null);
        if (transfer == null || relay == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        long turn = relay.begin(now.plus(HELD));
        transfer.settle(now);
        Task task = task(transfer, relay, now);
        announcer.announce(transfer);
        return Optional.of(new Step(
                task,
                id,
                relay.central(),
                Relays.invocation(transfer),
                transfer.declared().size(),
                relay.upload(),
                turn));
    }

    private Task task(Transfer transfer, TransferRelay relay, Instant now) {
        Relay how = transfer.relay().orElse(null);
        if (transfer.state().isFinal() || how == null) {
            return Task.RELEASE;
        }
        if (!relay.isProven()) {
            relay.due(transfer.expiresAt());
            return Task.NOTHING;
        }
        if (how == Relay.DELEGATED) {
            return Task.LOOK;
        }
        return fetches(transfer, relay, now);
    }

    private Task fetches(Transfer transfer, TransferRelay relay, Instant now) {
        if (transfer.content() == ContentState.STORED) {
            return Task.RELEASE;
        }
        if (relay.hasWaited(now)) {
            // It may be given up, and uploads come before contents.
            inTransaction.lockFetched(transfer, relay);
        }
        Optional<Content> here = contents.known(
                transfer.enterprise(),
                transfer.declared().identification(),
                transfer.declared().size());
        if (here.isPresent()) {
            contents.refer(transfer, here.get(), now);
            contents.remember(transfer.source().account(), here.get().id(), now);
            return Task.RELEASE;
        }
        Optional<CentralFetch> present = relays.lock(code(transfer));
        boolean comes = present.filter(fetch -> fetch.hasProgressed(now.minus(TransferRelays.PATIENCE)))
                .isPresent();
        if (relay.hasWaited(now) && !comes) {
            inTransaction.giveUp(transfer, Optional.of(relay), now);
            return Task.RELEASE;
        }
        if (present.isEmpty()) {
            relays.add(new CentralFetch(code(transfer), transfer.id(), now, now.plus(HELD)));
        } else if (!present.get().hold(transfer.id(), now, now.plus(HELD))) {
            relay.due(now.plus(WAIT));
            return Task.NOTHING;
        }
        return Task.FETCH;
    }

    private static CentralFetch.Code code(Transfer transfer) {
        return CentralFetch.Code.of(transfer.enterprise(), transfer.declared().identification());
    }

    /** It is its turn when another is through. */
    public void putOff(Step step) {
        of(step, relay -> relay.due(clock.instant().plus(WAIT)));
    }

    /** It is fetched as this upload. */
    public void uploading(Step step, UploadId upload) {
        of(step, relay -> relay.uploading(upload));
    }

    /**
     * Bytes come, or are verified: it is held on.
     *
     * @return whether anybody still needs it, and nobody else has begun to fetch it
     */
    public boolean progresses(Step step) {
        Instant now = clock.instant();
        Transfer transfer = lock(step.transfer()).orElse(null);
        if (transfer == null || transfer.relay().isEmpty() || transfer.state().isFinal()) {
            return false;
        }
        Optional<TransferRelay> held = relays.lock(step.transfer()).filter(relay -> relay.isTurn(step.turn()));
        held.ifPresent(relay -> relay.progresses(now, TransferRelays.PATIENCE, now.plus(HELD)));
        return held.isPresent()
                && relays.lock(code(transfer))
                        .filter(fetch -> fetch.progresses(step.transfer(), now, now.plus(HELD)))
                        .isPresent();
    }

    /** The central has not answered as it should. */
    public void failed(Step step) {
        of(step, relay -> relay.failed(clock.instant()));
    }

    /** It goes on at the central: it is looked at again, the less often the older it is. */
    public void goesOnThere(TransferId id) {
        Instant now = clock.instant();
        lock(id).ifPresent(transfer -> {
            Duration tenth = Duration.between(transfer.createdAt(), now).dividedBy(10);
            Duration pause = tenth.compareTo(LAST_LOOK) > 0 ? LAST_LOOK : tenth;
            relays.lock(id)
                    .ifPresent(relay -> relay.progresses(
                            now, TransferRelays.PATIENCE, now.plus(FIRST_LOOK).plus(pause)));
        });
    }

    /** It has ended at the central, which has delivered it or not. */
    public void ended(TransferId id, TransferState last) {
        lock(id).ifPresent(transfer -> {
            transfer.endedElsewhere(last, clock.instant());
            announcer.announce(transfer);
            relays.lock(id).ifPresent(relays::remove);
        });
    }

    /** The central does not have it any more: the source uploads it. */
    public void gone(TransferId id) {
        Instant now = clock.instant();
        lock(id).ifPresent(transfer -> {
            Optional<TransferRelay> relay = relays.lock(id);
            transfer.settle(now);
            if (transfer.state() == TransferState.OPEN && transfer.contentId().isEmpty()) {
                inTransaction.giveUp(transfer, relay, now);
            }
            announcer.announce(transfer);
            relay.ifPresent(present -> present.due(now));
        });
    }

    /**
     * The central knows that it is not needed any more.
     *
     * @return whether others may wait for what this one has fetched
     */
    public boolean released(TransferId id) {
        Transfer transfer = lock(id).orElse(null);
        if (transfer == null) {
            return false;
        }
        Optional<CentralFetch> held = relays.lock(code(transfer)).filter(fetch -> fetch.isHeldBy(id));
        held.ifPresent(relays::remove);
        if (held.isEmpty()) {
            relays.lock(id).ifPresent(relays::remove);
        }
        return held.isPresent();
    }

    /** Whoever waits for the same content looks for it now; then there is nothing more to do with this one. */
    public void hurry(TransferId id) {
        if (lock(id).isPresent()) {
            relays.hurry(id, clock.instant());
            relays.lock(id).ifPresent(relays::remove);
        }
    }

    /** What somebody else has begun since is his. */
    private void of(Step step, Consumer<TransferRelay> change) {
        lock(step.transfer())
                .flatMap(transfer -> relays.lock(step.transfer()))
                .filter(relay -> relay.isTurn(step.turn()))
                .ifPresent(change);
    }

    private Optional<Transfer> lock(TransferId id) {
        return relays.source(id).flatMap(source -> transfers.lock(id, source));
    }
}
