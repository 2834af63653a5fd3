// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;

/** Makes ids: UUIDv7 (RFC 9562), so that rows are stored and listed in the order of their making. */
@ApplicationScoped
public class Ids {
    @Inject
    Clock clock;

    /** A new one. Any thread may ask. */
    public UUID next() {
        return UuidCreator.getTimeOrderedEpoch(clock.instant());
    }
}
