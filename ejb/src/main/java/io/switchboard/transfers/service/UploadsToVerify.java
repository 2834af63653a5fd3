// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.model.Upload;
import io.switchboard.transfers.model.UploadRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Goes on where a node has ended in the middle of a verification: the source has sent all, and need not come again. A few at a time, on the
 * threads of verifications.
 */
@ApplicationScoped
public class UploadsToVerify implements JanitorTask {
    private static final Logger LOG = Logger.getLogger(UploadsToVerify.class);
    private static final int MOST = 4;

    private final AtomicInteger underWay = new AtomicInteger();

    @Inject
    UploadRepository uploads;

    @Inject
    UploadProgressService progress;

    @Inject
    Verifier verifier;

    @Inject
    Requests requests;

    @Inject
    Workers workers;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Invocation server = Invocation.ofServer();
        int more = MOST - underWay.get();
        for (Upload found : more > 0 ? unverified(more) : List.<Upload>of()) {
            try {
                requests.run(() -> progress.takeToVerify(server, found.transfer(), found.id()))
                        .ifPresent(held -> begin(server, held));
            } catch (RuntimeException e) {
                // The next one is another's.
                LOG.warnf(e, "The verification of the upload %s cannot begin", found.id());
                putOff(server, found);
            }
        }
        return 0;
    }

    private List<Upload> unverified(int most) {
        Instant now = clock.instant();
        return uploads.unverified(now, now.minus(UploadService.LEASE), most);
    }

    /** It does not stand at the head of the line again at once, before those that can be verified. */
    private void putOff(Invocation server, Upload found) {
        try {
            boolean unused = requests.run(() -> {
                progress.putOff(server, found.transfer(), found.id());
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warnf(e, "Nor can the upload %s be put off", found.id());
        }
    }

    private void begin(Invocation server, Verification held) {
        Verifier.Verifying verifying = verifier.begin(server, held, null);
        underWay.incrementAndGet();
        try {
            workers.runVerification(() -> carryOut(verifying, held));
        } catch (RejectedExecutionException e) {
            underWay.decrementAndGet();
            verifying.giveUp();
            LOG.debug("The server stops before an upload is verified", e);
        }
    }

    private void carryOut(Verifier.Verifying verifying, Verification held) {
        try {
            verifying.carryOut();
        } catch (RefusedException over) {
            LOG.debugf("The upload %s was verified: %s", held.upload(), over.code());
        } catch (StorageException e) {
            LOG.error("An upload cannot be verified; it is tried again", e);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The upload %s cannot be verified; it is tried again", held.upload());
        } finally {
            underWay.decrementAndGet();
        }
    }
}
