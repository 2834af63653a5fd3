// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.service;

import io.switchboard.servers.model.CentralPosition;
import io.switchboard.servers.model.ServerRepository;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;

/** Up to when a private server has read what its central tells. */
@Stateless
@Workflow
public class CentralPositions {
    @Inject
    ServerRepository repository;

    /** By the central's clock; the epoch when nothing was read. One statement. */
    public Instant get(EnterpriseId enterprise) {
        return repository.position(enterprise).map(CentralPosition::until).orElse(Instant.EPOCH);
    }

    /** It is read up to there. Nothing is written when it was before. */
    public void reached(EnterpriseId enterprise, Instant until) {
        repository
                .lockPosition(enterprise)
                .ifPresentOrElse(
                        position -> position.reached(until),
                        () -> repository.add(new CentralPosition(enterprise, until)));
    }
}
