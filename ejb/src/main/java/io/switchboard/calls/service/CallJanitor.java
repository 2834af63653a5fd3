// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.Call;
import io.switchboard.calls.model.CallRepository;
import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.Workflow;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Carries out what calls' deadlines have decided. */
@Stateless
@Workflow
public class CallJanitor implements JanitorTask {
    @Inject
    CallRepository calls;

    @Inject
    CallAnnouncer announcer;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        Instant now = clock.instant();
        List<Call> due = calls.lockDue(now, skipped, size);
        for (Call call : due) {
            call.settle(now);
            announcer.announce(call, now);
        }
        return due.size();
    }
}
