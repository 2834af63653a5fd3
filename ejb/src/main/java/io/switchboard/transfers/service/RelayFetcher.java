// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.servers.service.Central;
import io.switchboard.servers.service.CentralAnswer;
import io.switchboard.servers.service.CentralAwayException;
import io.switchboard.servers.service.CentralRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.StartTask;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.wire.QueryView;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.UploadId;
import io.switchboard.transfers.wire.UploadView;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a private server does with its central when nobody waits for an answer: fetches contents, looks how it goes with what the central
 * delivers, and tells it what it need not keep any more. A fetch is an upload of the transfer by this server itself: it goes on after a
 * crash where it was, is verified, and can be read by the target while it comes. Thread-safe.
 */
@ApplicationScoped
public class RelayFetcher implements StartTask {
    private static final Logger LOG = Logger.getLogger(RelayFetcher.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int AT_ONCE = 24;
    private static final int FETCHES = 16;
    private static final int BUFFER = 64 << 10;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> GONE = Set.of(NOT_FOUND, 409, 416);
    private static final long HOLD_NANOS = RelayService.HELD.toNanos() / 6;

    @Inject
    Central central;

    @Inject
    RelayService service;

    @Inject
    UploadService uploads;

    @Inject
    Receptions receptions;

    @Inject
    Requests requests;

    @Inject
    MonotonicTime time;

    @Inject
    Workers workers;

    private final Semaphore places = new Semaphore(FETCHES);
    private final Set<TransferId> underWay = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> rounds;

    @Override
    public synchronized void start() {
        if (central.isThere() && rounds == null) {
            rounds = workers.repeat("what is fetched from the central", this::look, PAUSE);
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /** There is something to do: not only with the next round. */
    private void hurry() {
        workers.runAtLeisure(this::look);
    }

    /** There is something to do with this one, whatever is due before it. */
    void hurry(TransferId id) {
        if (underWay.size() < AT_ONCE && underWay.add(id)) {
            workers.runAtLeisure(() -> carryOut(id));
        }
    }

    /** One at a time: two would see the same room. */
    private synchronized void look() {
        int room = AT_ONCE - underWay.size();
        if (room <= 0) {
            return;
        }
        List<TransferId> due = requests.run(() -> service.takeDue(room));
        due.stream().filter(underWay::add).forEach(id -> workers.runAtLeisure(() -> carryOut(id)));
    }

    private void carryOut(TransferId id) {
        try {
            requests.run(() -> service.next(id)).ifPresent(this::tryToCarryOut);
        } catch (RuntimeException e) {
            // Whoever takes it next tries it again.
            LOG.errorf(e, "What is to be done with the transfer %s cannot be found out", id);
        } finally {
            underWay.remove(id);
        }
    }

    private void tryToCarryOut(RelayService.Step step) {
        try {
            carryOut(step);
        } catch (CentralAwayException e) {
            LOG.debugf("The transfer %s waits for the central: %s", step.transfer(), e.getMessage());
            run(() -> service.failed(step));
        } catch (RefusedException e) {
            LOG.infof("The transfer %s cannot be fetched now: %s", step.transfer(), e.code());
            run(() -> service.failed(step));
        } catch (RuntimeException e) {
            LOG.errorf(e, "The transfer %s cannot be fetched", step.transfer());
            run(() -> service.failed(step));
        }
    }

    private void run(Runnable work) {
        requests.run(() -> {
            work.run();
            return true;
        });
    }

    private void carryOut(RelayService.Step step) throws CentralAwayException {
        switch (step.task()) {
            case FETCH -> fetchInTurn(step);
            case LOOK -> lookThere(step);
            case RELEASE -> release(step);
            case NOTHING -> LOG.tracef("Nothing is to be done with %s", step.transfer());
        }
    }

    /** What takes long leaves threads to what does not. */
    private void fetchInTurn(RelayService.Step step) throws CentralAwayException {
        if (!places.tryAcquire()) {
            run(() -> service.putOff(step));
            return;
        }
        try {
            fetch(step);
        } finally {
            places.release();
        }
        release(step);
    }

    /** Whatever the central says: what it keeps for us ends by itself as well. */
    private void release(RelayService.Step step) throws CentralAwayException {
        CentralAnswer answer = central.ask(CentralRequest.post(Relays.path(step.central()) + "/cancellation", null));
        LOG.debugf("The central has released %s: %d", step.central(), answer.status());
        if (answer.isDone() && there(answer).state() == TransferState.RECEIVED) {
            run(() -> service.ended(step.transfer(), TransferState.RECEIVED));
        } else if (requests.run(() -> service.released(step.transfer()))) {
            run(() -> service.hurry(step.transfer()));
            hurry();
        }
    }

    private void lookThere(RelayService.Step step) throws CentralAwayException {
        CentralAnswer answer = central.ask(CentralRequest.get(Relays.path(step.central())));
        if (answer.status() == NOT_FOUND) {
            run(() -> service.gone(step.transfer()));
            return;
        }
        QueryView view = there(answer);
        if (view.state().isFinal()) {
            run(() -> service.ended(step.transfer(), view.state()));
        } else {
            run(() -> service.goesOnThere(step.transfer()));
        }
    }

    private static QueryView there(CentralAnswer answer) throws CentralAwayException {
        return answer.as(QueryView.class);
    }

    private void fetch(RelayService.Step step) throws CentralAwayException {
        UploadView upload = upload(step);
        long offset = upload.offset();
        Reception reception = receptions.begin(step.invocation(), step.transfer(), upload.id(), offset, null, null);
        try {
            if (offset < step.size()) {
                CentralRequest request = CentralRequest.get(Relays.path(step.central()) + "/content")
                        .with("Range", "bytes=" + offset + "-");
                central.read(request, answer -> {
                    receive(step, reception, answer, offset);
                    return true;
                });
            }
            Reception.Ended ended = reception.end();
            Reception.Rest rest = ended.rest();
            if (rest != null) {
                carryOut(step, rest);
            }
        } finally {
            reception.cut();
        }
    }

    /** It takes as long as its bytes take to be read: meanwhile nobody else fetches them. */
    private void carryOut(RelayService.Step step, Reception.Rest rest) {
        ScheduledFuture<?> beat = workers.repeat(
                "holding on to what is verified",
                () -> requests.run(() -> service.progresses(step)),
                RelayService.HELD.dividedBy(6));
        try {
            rest.carryOut();
        } finally {
            beat.cancel(false);
        }
    }

    /** The one that was begun before, where it is still there. */
    private UploadView upload(RelayService.Step step) {
        UploadId before = step.upload().orElse(null);
        if (before != null) {
            try {
                return requests.run(() -> uploads.resume(step.invocation(), step.transfer(), before));
            } catch (RefusedException gone) {
                LOG.debugf("The upload %s is begun anew: %s", before, gone.code());
            }
        }
        NewUpload asked = new NewUpload(false, step.size(), List.of(), null);
        UploadView fresh = requests.run(() -> uploads.create(step.invocation(), step.transfer(), asked));
        run(() -> service.uploading(step, fresh.id()));
        return fresh;
    }

    private void receive(RelayService.Step step, Reception reception, ClassicHttpResponse answer, long offset)
            throws IOException {
        boolean right = answer.getCode() == PARTIAL || (answer.getCode() == OK && offset == 0);
        if (!right) {
            if (GONE.contains(answer.getCode())) {
                run(() -> service.gone(step.transfer()));
            }
            throw new IOException("status " + answer.getCode());
        }
        byte[] buffer = new byte[BUFFER];
        long held = time.nanos();
        // Not closed here: that would be to read all of it.
        InputStream bytes = answer.getEntity().getContent();
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            reception.write(buffer, read);
            if (time.nanos() - held > HOLD_NANOS) {
                held = time.nanos();
                if (!requests.run(() -> service.progresses(step))) {
                    throw new IOException("nobody needs it any more");
                }
            }
        }
        if (reception.room() > 0) {
            throw new IOException("an answer that ends too early");
        }
    }
}
