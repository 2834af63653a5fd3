// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.service;

import io.switchboard.calls.model.RingTimes;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The configured times of a call. */
@ApplicationScoped
class CallTimes {
    @Inject
    Settings settings;

    RingTimes current() {
        return new RingTimes(
                settings.get(SettingKey.RING_TIME),
                settings.get(SettingKey.RING_TIME_MAX),
                settings.get(SettingKey.CONNECT_TIME));
    }
}
