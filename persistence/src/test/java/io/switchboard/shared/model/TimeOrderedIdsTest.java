// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private static final Instant MOMENT = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration SLACK = Duration.ofMinutes(1);

    /** As databases order them. */
    private static String id(Instant made) {
        return UuidCreator.getTimeOrderedEpoch(made).toString();
    }

    private static String since(Instant moment) {
        return TimeOrderedIds.since(moment).toString();
    }

    private static String until(Instant moment) {
        return TimeOrderedIds.until(moment).toString();
    }

    @Test
    void aRowWhoseIdWasMadeAMinuteApartFromItsTimeIsWithinTheBounds() {
        assertThat(since(MOMENT))
                .isLessThan(id(MOMENT.minus(SLACK)))
                .isGreaterThan(id(MOMENT.minus(SLACK.plusMillis(1))));
        assertThat(until(MOMENT))
                .isGreaterThan(id(MOMENT.plus(SLACK).minusMillis(1)))
                .isLessThan(id(MOMENT.plus(SLACK)));
    }

    @Test
    void timesThatNoIdHasAreBeforeOrAfterAll() {
        assertThat(TimeOrderedIds.since(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo(new UUID(0, 0));
        assertThat(until(Instant.parse("9999-12-31T23:59:59Z"))).isGreaterThan(id(MOMENT));
    }
}
