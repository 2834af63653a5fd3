// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jspecify.annotations.Nullable;

/** What filters know of the present request. */
final class RequestAttributes {
    static final String REQUEST_ID = "io.switchboard.request-id";
    static final String ACTOR = "io.switchboard.actor";

    private RequestAttributes() {}

    static @Nullable String requestId(ContainerRequestContext request) {
        return (String) request.getProperty(REQUEST_ID);
    }
}
