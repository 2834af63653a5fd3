// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.service.StartTask;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Loads the signing keys before the first request; also finds out that the master key is the wrong one. */
@ApplicationScoped
class SigningKeysAtStart implements StartTask {
    @Inject
    SigningKeys keys;

    @Override
    public void start() {
        keys.load();
    }
}
