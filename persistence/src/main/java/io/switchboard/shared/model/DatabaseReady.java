// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the database answers and the system's clock is within a second of its: deadlines are compared across both. It lives in this
 * module because WildFly finds an EAR's health checks in its {@code lib} directory only, not in its EJB jar or its WARs (WFLY-12835).
 */
@Readiness
@ApplicationScoped
public class DatabaseReady implements HealthCheck {
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    @Inject
    DatabaseClock database;

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public HealthCheckResponse call() {
        Instant before = Instant.now();
        Instant theirs;
        try {
            theirs = database.now();
        } catch (RuntimeException e) {
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("problem", "the database does not answer")
                    .build();
        }
        Instant after = Instant.now();
        boolean inTime = !theirs.isBefore(before.minus(TOLERANCE)) && !theirs.isAfter(after.plus(TOLERANCE));
        return HealthCheckResponse.named("database")
                .status(inTime)
                .withData("clockOffsetMillis", Duration.between(after, theirs).toMillis())
                .build();
    }
}
