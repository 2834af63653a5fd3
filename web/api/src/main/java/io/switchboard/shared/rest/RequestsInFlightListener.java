// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Gives {@link WholeBodies}, into which nothing is injected, the {@link RequestsInFlight}. Before the first request. */
@WebListener
public class RequestsInFlightListener implements ServletContextListener {
    @Inject
    RequestsInFlight requests;

    @Override
    public void contextInitialized(ServletContextEvent started) {
        started.getServletContext().setAttribute(WholeBodies.IN_FLIGHT, requests);
        requests.start();
    }

    @Override
    public void contextDestroyed(ServletContextEvent ended) {
        requests.stop();
    }
}
