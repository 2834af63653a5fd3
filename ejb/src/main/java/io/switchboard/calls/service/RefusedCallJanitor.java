// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.RefusedCallRepository;
import io.switchboard.shared.service.JanitorTask;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Forgets refused calls after the time for which they are kept. */
@Stateless
public class RefusedCallJanitor implements JanitorTask {
    @Inject
    RefusedCallRepository repository;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Override
    public int runBatch(int skipped, int size) {
        return repository.deleteUntil(clock.instant().minus(settings.get(SettingKey.REFUSED_RETENTION)), skipped, size);
    }
}
