// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.CountOn;
import io.switchboard.shared.wire.EnterpriseId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallSettingsTest {
    private final CallSettings settings = new CallSettings(new EnterpriseId(new UUID(1, 1)));

    @Test
    void atFirstNothingIsSet() {
        assertThat(settings.enterprise()).isEqualTo(new EnterpriseId(new UUID(1, 1)));
        assertThat(settings.defaultValidity()).isEmpty();
        assertThat(settings.defaultMaxCalls()).isEmpty();
        assertThat(settings.defaultCountOn()).isEmpty();
    }

    @Test
    void anEditSetsAllAndTheNextTakesAwayWhatItDoesNotName() {
        settings.edit(Duration.ofDays(2), 5, CountOn.ANSWERED);
        assertThat(settings.defaultValidity()).contains(Duration.ofDays(2));
        assertThat(settings.defaultMaxCalls()).contains(5);
        assertThat(settings.defaultCountOn()).contains(CountOn.ANSWERED);

        settings.edit(null, 6, null);
        assertThat(settings.defaultValidity()).isEmpty();
        assertThat(settings.defaultMaxCalls()).contains(6);
        assertThat(settings.defaultCountOn()).isEmpty();
    }
}
