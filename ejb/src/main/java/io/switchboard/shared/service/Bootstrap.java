// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Starts the application: a wrong setting or a master key that does not fit stops the deployment with one sentence. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Bootstrap {
    @Inject
    Settings settings;

    @Inject
    MasterKeyService masterKey;

    @Inject
    @Any
    Instance<StartTask> tasks;

    @PostConstruct
    void start() {
        settings.get(SettingKey.PUBLIC_URL);
        masterKey.start();
        tasks.forEach(StartTask::start);
    }
}
