// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

    @Test
    void anIdIsAUuidOfVersion7ThatHoldsItsTime() {
        UUID id = at(NOW).next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void laterIdsAreGreaterAndNoneComesTwice() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            made.add(at(NOW.plusMillis(i)).next().toString());
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    private static Ids at(Instant now) {
        Ids ids = new Ids();
        ids.clock = Clock.fixed(now, ZoneOffset.UTC);
        return ids;
    }
}
