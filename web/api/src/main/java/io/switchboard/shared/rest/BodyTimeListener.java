// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Tells {@link WholeBodies}, into which nothing is injected, how much time a body has. Before the first request. */
@WebListener
public class BodyTimeListener implements ServletContextListener {
    @Inject
    Settings settings;

    @Override
    public void contextInitialized(ServletContextEvent started) {
        started.getServletContext().setAttribute(WholeBodies.TIME, settings.get(SettingKey.BODY_TIME));
    }
}
