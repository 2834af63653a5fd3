// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.rest;

import io.switchboard.accounts.service.ApiClientService;
import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.RotateSecretRequest;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.BodyOptional;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Requests;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /api-clients}: the API client that asks. Others are the administrator's, below {@code /enterprises}. */
@Path("/api-clients")
@Produces(MediaType.APPLICATION_JSON)
public class ApiClientsResource {
    @Inject
    ApiClientService clients;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @POST
    @Path("/me/secret-rotation")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @BodyOptional
    @AllowedTo(
            value = {Callers.ADMIN, Callers.MANAGER, Callers.ACTING},
            newcomers = true)
    @Operation(summary = "Get a new secret for oneself; the answer has it, once, and the old one holds for an overlap")
    @APIResponseSchema(value = ApiClientView.class, responseCode = "200")
    public Response rotateSecret(@Valid @Nullable RotateSecretRequest request) {
        RotateSecretRequest how = request == null ? new RotateSecretRequest(null) : request;
        return Responses.ok(requests.once(
                current.invocation(), how, ApiClientView.class, call -> clients.rotateOwnSecret(call, how)));
    }
}
