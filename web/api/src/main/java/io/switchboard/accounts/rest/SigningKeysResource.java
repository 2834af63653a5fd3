// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.rest;

import io.switchboard.accounts.service.SigningKeyService;
import io.switchboard.accounts.wire.SigningKeyId;
import io.switchboard.accounts.wire.SigningKeyView;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Requests;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** {@code /signing-keys}: what signs access tokens; the administrator's. Their public halves are everybody's: {@code /oauth2/jwks}. */
@Path("/signing-keys")
@Produces(MediaType.APPLICATION_JSON)
public class SigningKeysResource {
    @Inject
    SigningKeyService service;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @Context
    UriInfo uri;

    @POST
    @AllowedTo(Callers.ADMIN)
    @Operation(
            summary = "Make the next signing key; it is published now and signs when everybody has had the time to read"
                    + " it")
    @APIResponseSchema(value = SigningKeyView.class, responseCode = "201")
    public Response rotate() {
        Answer<SigningKeyView> answer =
                requests.once(current.invocation(), null, SigningKeyView.class, service::rotate);
        return Responses.created(uri, answer.view().id(), answer);
    }

    @GET
    @Paged
    @AllowedTo(Callers.ADMIN)
    @Operation(summary = "List the signing keys that are published")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SigningKeyView.class)))
    public Response list() {
        return Responses.page(uri, service.list(current.invocation(), current.page()));
    }

    @DELETE
    @Path("/{id}")
    @AllowedTo(Callers.ADMIN)
    @Operation(
            summary = "Revoke a signing key; its tokens end at once, and another key signs",
            description =
                    "Other nodes take its tokens for half a minute more. Keys that were to sign later go with it.")
    public void revoke(@PathParam("id") SigningKeyId id) {
        requests.run(() -> {
            service.revoke(current.invocation(), id);
            return id;
        });
    }
}
