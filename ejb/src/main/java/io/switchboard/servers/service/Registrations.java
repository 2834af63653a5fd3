// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.service;

import io.switchboard.accounts.service.RegistrationKeeper;
import io.switchboard.accounts.service.UnknownTerminals;
import io.switchboard.accounts.wire.RegistrationView;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Makes terminals known at a private server that are enrolled at its central, when they come for the first time. Thread-safe. */
@ApplicationScoped
public class Registrations implements UnknownTerminals {
    private static final Logger LOG = Logger.getLogger(Registrations.class);
    private static final long NOBODY_NANOS = Duration.ofSeconds(20).toNanos();
    private static final int REMEMBERED = 10_000;
    private static final int NOT_FOUND = 404;

    /** Nobody who is not known yet takes the way to the central from those who are. */
    private final Semaphore lookups = new Semaphore(8);

    @Inject
    Central central;

    @Inject
    RegistrationKeeper keeper;

    @Inject
    Requests requests;

    @Inject
    MonotonicTime time;

    /** Ids that the central did not know, and when: nobody makes this server ask again and again. */
    private final Map<String, Long> nobody = Collections.synchronizedMap(new Recent());

    private static final class Recent extends LinkedHashMap<String, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    }

    /**
     * Asks the central for a terminal that is not known here.
     *
     * @throws RefusedException {@code busy} when it does not answer
     */
    @Override
    public void meet(TerminalId id) {
        if (central.isThere() && !requests.run(() -> keeper.knows(id))) {
            ask("registrations/terminals/" + id);
        }
    }

    /**
     * Asks the central for an account that is not known here.
     *
     * @throws RefusedException {@code busy} when it does not answer
     */
    public void meet(EnterpriseId enterprise, AccountId id) {
        if (central.isThere() && !requests.run(() -> keeper.knows(enterprise, id))) {
            ask("registrations/accounts/" + id);
        }
    }

    private void ask(String path) {
        Long before = nobody.get(path);
        if (before != null && time.nanos() - before < NOBODY_NANOS) {
            return;
        }
        if (!lookups.tryAcquire()) {
            throw RefusedException.of(SharedRefusal.BUSY);
        }
        try {
            CentralAnswer answer = central.ask(CentralRequest.get(path));
            if (answer.isDone()) {
                RegistrationView told = answer.as(RegistrationView.class);
                requests.run(() -> {
                    keeper.keep(told);
                    return told;
                });
            } else if (answer.status() == NOT_FOUND) {
                nobody.put(path, time.nanos());
            } else {
                LOG.warnf("Somebody who is not known here cannot be looked up: %s", answer.problem());
                throw RefusedException.of(SharedRefusal.BUSY);
            }
        } catch (CentralAwayException e) {
            LOG.warnf("Somebody who is not known here cannot be looked up: %s", e.getMessage());
            throw RefusedException.of(SharedRefusal.BUSY);
        } finally {
            lookups.release();
        }
    }
}
