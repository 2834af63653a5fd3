// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.rest;

import io.switchboard.accounts.service.ApiClientService;
import io.switchboard.accounts.service.EnterpriseService;
import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.CreateApiClientRequest;
import io.switchboard.accounts.wire.CreateEnterpriseRequest;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.accounts.wire.RotateSecretRequest;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.BodyOptional;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /enterprises}: the administrator's. */
@Path("/enterprises")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EnterprisesResource {
    @Inject
    EnterpriseService enterprises;

    @Inject
    ApiClientService clients;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @Context
    UriInfo uri;

    @POST
    @AllowedTo(Callers.ADMIN)
    @Operation(summary = "Create an enterprise")
    @APIResponseSchema(value = EnterpriseView.class, responseCode = "201")
    public Response create(@NotNull @Valid CreateEnterpriseRequest request) {
        Answer<EnterpriseView> answer = requests.once(
                current.invocation(), request, EnterpriseView.class, call -> enterprises.create(call, request));
        return Responses.created(uri, answer.view().id(), answer);
    }

    @GET
    @Paged
    @AllowedTo(Callers.ADMIN)
    @Operation(summary = "List enterprises")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = EnterpriseView.class)))
    public Response list(
            @Parameter(description = "Only those whose names begin so, in whatever case") @QueryParam("name") @Nullable
                    String prefix) {
        return Responses.page(uri, enterprises.list(current.invocation(), prefix, current.page()));
    }

    @GET
    @Path("/{id}")
    @AllowedTo(Callers.ADMIN)
    @Operation(summary = "Show an enterprise")
    public EnterpriseView get(@PathParam("id") EnterpriseId id) {
        return enterprises.get(current.invocation(), id);
    }

    @POST
    @Path("/{id}/api-clients")
    @AllowedTo(Callers.ADMIN)
    @Operation(summary = "Create an API client; the answer has its secret, once")
    @APIResponseSchema(value = ApiClientView.class, responseCode = "201")
    public Response createClient(@PathParam("id") EnterpriseId id, @NotNull @Valid CreateApiClientRequest request) {
        Answer<ApiClientView> answer = requests.once(
                current.invocation(),
                request,
                ApiClientView.class,
                call -> enterprises.createClient(call, id, request));
        return Responses.created(uri, answer.view().id(), answer);
    }

    @GET
    @Paged
    @Path("/{id}/api-clients")
    @AllowedTo(Callers.ADMIN)
    @Operation(summary = "List an enterprise's API clients")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ApiClientView.class)))
    public Response listClients(@PathParam("id") EnterpriseId id) {
        return Responses.page(uri, enterprises.listClients(current.invocation(), id, current.page()));
    }

    @POST
    @Path("/{id}/api-clients/{clientId}/secret-rotation")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @BodyOptional
    @AllowedTo(Callers.ADMIN)
    @Operation(
            summary = "Give an API client a new secret; the answer has it, once, and the old one holds for an overlap")
    @APIResponseSchema(value = ApiClientView.class, responseCode = "200")
    @APIResponse(responseCode = "409", description = "illegal-move: it is revoked")
    public Response rotateSecret(
            @PathParam("id") EnterpriseId id,
            @PathParam("clientId") ApiClientId clientId,
            @Valid @Nullable RotateSecretRequest request) {
        RotateSecretRequest how = request == null ? new RotateSecretRequest(null) : request;
        return Responses.ok(requests.once(
                current.invocation(), how, ApiClientView.class, call -> clients.rotateSecret(call, id, clientId, how)));
    }

    @DELETE
    @Path("/{id}/api-clients/{clientId}")
    @AllowedTo(Callers.ADMIN)
    @Operation(summary = "Revoke an API client; its secrets and its tokens end at once")
    public void revokeClient(@PathParam("id") EnterpriseId id, @PathParam("clientId") ApiClientId clientId) {
        requests.run(() -> {
            clients.revoke(current.invocation(), id, clientId);
            return clientId;
        });
    }
}
