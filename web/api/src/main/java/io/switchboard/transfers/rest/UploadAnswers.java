// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.OpenAnswers;
import io.switchboard.shared.rest.StreamedBody;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.service.Reception;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers requests of uploads when their bytes have come, without the thread that serves them. */
@ApplicationScoped
class UploadAnswers {
    /**
     * Of one caller at a time; of an API client, for one account. Each has a connection, and those whose client has gone unnoticed count until
     * they were silent for long: whoever has a bad line begins again and again.
     */
    private static final int MOST = 32;

    private static final OpenAnswers OPEN = new OpenAnswers(Integer.MAX_VALUE, MOST);

    @Inject
    Workers workers;

    /**
     * Receives a body that {@link #admits} has admitted, or refuses it and says why.
     *
     * @param beginning takes the lease; what it refuses, the request is refused for
     * @param answer made when all has come
     */
    void receive(
            StreamedBody body,
            Supplier<Reception> beginning,
            AsyncResponse response,
            Function<UploadView, Response> answer) {
        Reception reception;
        try {
            reception = beginning.get();
            if (body.length() > reception.room()) {
                reception.cut();
                throw RefusedException.of(TransfersRefusal.UPLOAD_TOO_LARGE);
            }
        } catch (RefusedException refused) {
            RefusedBody.answer(body, workers, response, refused);
            return;
        }
        UploadStream.read(body, reception, workers, response, answer);
    }

    /**
     * Counts a body, before anything is done for it.
     *
     * @param caller who sends it
     * @return false when as many are under way as may be: then the request is answered
     */
    boolean admits(Actor caller, StreamedBody body, AsyncResponse response) {
        boolean admitted = OPEN.admits(caller);
        if (!admitted) {
            RefusedException refused = RefusedException.of(
                    TransfersRefusal.TOO_MANY_STREAMS, "At most " + MOST + " bodies may be under way at a time");
            RefusedBody.answer(body, workers, response, refused);
        }
        return admitted;
    }

    /** Ends a reception of which nothing comes, without the thread that serves it. */
    void end(Reception reception, AsyncResponse response, Function<UploadView, Response> answer) {
        workers.runUpload(() -> attempt(response, () -> {
            Reception.Ended ended = reception.end();
            Reception.Rest rest = ended.rest();
            if (rest == null) {
                response.resume(answer.apply(ended.view()));
            } else {
                atLength(response, () -> {
                    rest.carryOut();
                    return answer.apply(ended.view());
                });
            }
        }));
    }

    /** Verifies what was joined: the lease is taken at once, before a thread is waited for that may go through all of it. */
    void verify(AsyncResponse response, Supplier<Reception.Rest> beginning, Supplier<Response> answer) {
        workers.runUpload(() -> attempt(response, () -> {
            Reception.Rest rest = beginning.get();
            atLength(response, () -> {
                rest.carryOut();
                return answer.get();
            });
        }));
    }

    /** Answers with what this work gives, on a thread that may go through a whole content. */
    void atLength(AsyncResponse response, Supplier<Response> work) {
        workers.runVerification(() -> attempt(response, () -> response.resume(work.get())));
    }

    private static void attempt(AsyncResponse response, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            response.resume(e);
        }
    }
}
