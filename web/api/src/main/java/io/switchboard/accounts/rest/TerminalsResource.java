// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.accounts.service.TerminalService;
import io.switchboard.accounts.wire.EditTerminalRequest;
import io.switchboard.accounts.wire.EnrolTerminalRequest;
import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.accounts.wire.TerminalView;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.MergePatch;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.TerminalId;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** {@code /terminals}. */
@Path("/terminals")
@Produces(MediaType.APPLICATION_JSON)
public class TerminalsResource {
    @Inject
    TerminalService terminals;

    @Inject
    Requests requests;

    @Inject
    MergePatch mergePatch;

    @Inject
    CurrentRequest current;

    @Context
    UriInfo uri;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo(Callers.ANYONE)
    @Operation(summary = "Enrol a terminal with an enrolment code", description = """
                    Repeating it with the same code and key is harmless by itself; an idempotency key adds nothing.

                    `proof` is a JWT in compact form (RFC 7519) with the header `{"alg": "ES256", "typ": "enrolment+jwt"}`, signed with \
                    the private half of `sig`. Its claims are `aud`, the server's URL, which is the issuer that \
                    `/.well-known/oauth-authorization-server` names; `code`, the code in upper case without spaces and hyphens, 26 symbols; \
                    and `enc`, the SHA-256 thumbprint (RFC 7638) of the key `enc`, in base64url without padding. Both keys are on P-256, \
                    and are not the same.""")
    @SecurityRequirements
    @APIResponseSchema(value = TerminalView.class, responseCode = "201")
    @APIResponse(responseCode = "403", description = "enrolment-refused, whatever is wrong with the code or its proof")
    @APIResponse(responseCode = "409", description = "terminal-limit")
    public Response enrol(@NotNull @Valid EnrolTerminalRequest request) {
        TerminalView view = requests.run(() -> terminals.enrol(current.invocation(), request));
        return Responses.created(uri, view.id(), new Answer<>(view, false));
    }

    @GET
    @Paged
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "List the account's terminals")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = TerminalView.class)))
    public Response list(@QueryParam("state") @Nullable TerminalState state) {
        return Responses.page(uri, terminals.list(current.invocation(), state, current.page()));
    }

    @GET
    @Path("/me")
    @AllowedTo(Callers.TERMINAL)
    @Operation(summary = "Show the asking terminal")
    @APIResponseSchema(value = TerminalView.class, responseCode = "200")
    public Response me() {
        return Responses.version(terminals.me(current.invocation()));
    }

    @GET
    @Path("/{id}")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING, Callers.MANAGER})
    @Operation(summary = "Show a terminal")
    @APIResponseSchema(value = TerminalView.class, responseCode = "200")
    public Response get(@PathParam("id") TerminalId id) {
        return Responses.version(terminals.get(current.invocation(), id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @AllowedTo({Callers.TERMINAL, Callers.ACTING, Callers.MANAGER})
    @Operation(summary = "Rename a terminal (RFC 7396), with If-Match")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema = @Schema(implementation = EditTerminalRequest.class)))
    @APIResponseSchema(value = TerminalView.class, responseCode = "200")
    @APIResponse(responseCode = "409", description = "illegal-move: it is revoked")
    public Response edit(@PathParam("id") TerminalId id, @NotNull JsonNode patch) throws JsonProcessingException {
        long expected = current.expectedVersion();
        TerminalView present = current.expected(terminals.get(current.invocation(), id), expected);
        EditTerminalRequest edited =
                mergePatch.apply(new EditTerminalRequest(present.name()), patch, EditTerminalRequest.class);
        return Responses.version(requests.run(() -> terminals.edit(current.invocation(), id, expected, edited)));
    }

    @DELETE
    @Path("/{id}")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING, Callers.MANAGER})
    @Operation(summary = "Revoke a terminal; its tokens and its channel end at once")
    public void revoke(@PathParam("id") TerminalId id) {
        requests.run(() -> {
            terminals.revoke(current.invocation(), id);
            return id;
        });
    }
}
