// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.RequestRates;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;

/** Counts requests by who asks, as soon as that is known: a terminal, or an API client whomever it acts for. */
@Provider
@Priority(Priorities.AUTHENTICATION + 10)
public class CallerRateFilter implements ContainerRequestFilter {
    @Inject
    RequestRates rates;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    @Context
    ResourceInfo resource;

    /** Empty for what counts together. */
    private String kind() {
        Method method = resource.getResourceMethod();
        return method.isAnnotationPresent(OwnRate.class) ? "/" + method.getName() : "";
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Object actor = context.getProperty(RequestAttributes.ACTOR);
        if (actor instanceof Actor.Device device) {
            RateGate.require(rates.ofTerminal(device.terminal().toString()), request, response);
        } else if (actor instanceof Actor.Client client) {
            RateGate.require(rates.ofClient(client.client() + kind()), request, response);
        }
    }
}
