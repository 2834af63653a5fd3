// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.HeldAnswers;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.wire.RefusalCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** Answers requests of which one refusal comes at a fixed time after the arrival, so that its time does not tell its cause. */
@ApplicationScoped
public class HeldRefusals {
    @Inject
    HeldAnswers held;

    @Inject
    Settings settings;

    @Inject
    CurrentRequest current;

    /**
     * Answers with what the work gives, or throws what it throws; but the one refusal is answered later.
     *
     * @throws RefusedException {@code busy} when too many answers are held
     */
    public void answer(AsyncResponse response, RefusalCode late, Supplier<Response> work) {
        HeldAnswers.Place place = held.enter(current.arrived());
        boolean waits = false;
        try {
            response.resume(work.get());
        } catch (RefusedException refused) {
            // By its published code: a repeated refusal is read back, and is none of the constants.
            if (!refused.code().code().equals(late.code())) {
                throw refused;
            }
            waits = true;
            place.hold(settings.get(SettingKey.REFUSAL_TIME), () -> response.resume(refused));
        } finally {
            if (!waits) {
                place.leave();
            }
        }
    }
}
