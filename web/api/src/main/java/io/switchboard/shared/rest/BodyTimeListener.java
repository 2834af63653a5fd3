// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workers;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;

/** Tells {@link WholeBodies}, into which nothing is injected, how much time a body has. Before the first request. */
@WebListener
public class BodyTimeListener implements ServletContextListener {
    @Inject
    Settings settings;

    @Inject
    Workers workers;

    @Override
    public void contextInitialized(ServletContextEvent started) {
        Duration time = settings.get(SettingKey.BODY_TIME);
        WholeBodies.Time bodies = work -> workers.later(work, time);
        started.getServletContext().setAttribute(WholeBodies.TIME, bodies);
    }
}
