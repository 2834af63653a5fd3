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
import org.jboss.logging.Logger;

/**
 * Goes on where a node has ended in the middle of a verification: the source has sent all, and need not come again. One at a time of a
 * round; the bytes are read on the threads of uploads.
 */
@ApplicationScoped
public class UploadsToVerify implements JanitorTask {
    private static final Logger LOG = Logger.getLogger(UploadsToVerify.class);
    private static final int MOST = 4;

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
        for (Upload found : uploads.unverified(clock.instant(), MOST)) {
            try {
                requests.run(() -> progress.takeToVerify(server, found.transfer(), found.id()))
                        .ifPresent(held -> workers.runUpload(() -> verify(server, held)));
            } catch (RuntimeException e) {
                // The next one is another's.
                LOG.warnf(e, "The verification of the upload %s cannot begin; it is tried again", found.id());
            }
        }
        return 0;
    }

    private void verify(Invocation server, Verification held) {
        try {
            verifier.verify(server, held, null);
        } catch (RefusedException over) {
            LOG.debugf("The upload %s was verified: %s", held.upload(), over.code());
        } catch (StorageException e) {
            LOG.error("An upload cannot be verified; it is tried again", e);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The upload %s cannot be verified; it is tried again", held.upload());
        }
    }
}
