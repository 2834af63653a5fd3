// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.StreamedBody;
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
    @Inject
    Workers workers;

    /**
     * Receives a body, or refuses it and says why.
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

    /** Answers with what this work gives, on a thread that may wait for disks. */
    void later(AsyncResponse response, Supplier<Response> work) {
        workers.runUpload(() -> {
            try {
                response.resume(work.get());
            } catch (RuntimeException e) {
                response.resume(e);
            }
        });
    }
}
