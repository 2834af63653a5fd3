// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.transfers.wire.TransfersRefusal;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Every request but {@code OPTIONS} says which tus it speaks, and every answer does (tus 1.0, core protocol). */
@Tus
@Provider
@Priority(Priorities.AUTHORIZATION)
public class TusVersionFilter implements ContainerRequestFilter, ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        boolean spoken = Tus.VERSION.equals(request.getHeaderString(Tus.RESUMABLE));
        if (!spoken && !request.getMethod().equals(HttpMethod.OPTIONS)) {
            throw RefusedException.of(TransfersRefusal.TUS_VERSION, "Send Tus-Resumable: " + Tus.VERSION);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(Tus.RESUMABLE, Tus.VERSION);
        if (response.getStatus() == Response.Status.PRECONDITION_FAILED.getStatusCode()) {
            response.getHeaders().putSingle(Tus.VERSIONS, Tus.VERSION);
        }
    }
}
