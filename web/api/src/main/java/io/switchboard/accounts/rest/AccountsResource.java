// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.accounts.service.AccountService;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.accounts.wire.CreateAccountRequest;
import io.switchboard.accounts.wire.EditAccountRequest;
import io.switchboard.accounts.wire.EnrolmentId;
import io.switchboard.accounts.wire.EnrolmentView;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.ImageFormat;
import io.switchboard.shared.rest.MergePatch;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.AccountId;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /accounts}: an enterprise's. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
public class AccountsResource {
    @Inject
    AccountService accounts;

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
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Create an account")
    @APIResponseSchema(value = AccountView.class, responseCode = "201")
    public Response create(@NotNull @Valid CreateAccountRequest request) {
        Answer<AccountView> answer =
                requests.once(current.invocation(), request, AccountView.class, call -> accounts.create(call, request));
        return Responses.created(uri, answer.view().id(), answer);
    }

    @GET
    @Paged
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "List accounts")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = AccountView.class)))
    public Response list(
            @Parameter(description = "Only the one that the enterprise calls so") @QueryParam("externalId") @Nullable
                    String externalId,
            @Parameter(description = "Only those with this telephone number or handle, in whatever form")
                    @QueryParam("address")
                    @Nullable
                    String address) {
        return Responses.page(uri, accounts.list(current.invocation(), externalId, address, current.page()));
    }

    @GET
    @Path("/{id}")
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Show an account")
    @APIResponseSchema(value = AccountView.class, responseCode = "200")
    public Response get(@PathParam("id") AccountId id) {
        return Responses.version(accounts.get(current.invocation(), id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Edit an account's name, addresses, external id and metadata (RFC 7396), with If-Match")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema = @Schema(implementation = EditAccountRequest.class)))
    @APIResponseSchema(value = AccountView.class, responseCode = "200")
    @APIResponse(responseCode = "409", description = "address-taken, external-id-taken; illegal-move once it is erased")
    public Response edit(@PathParam("id") AccountId id, @NotNull JsonNode patch) throws JsonProcessingException {
        long expected = current.expectedVersion();
        AccountView present = current.expected(accounts.get(current.invocation(), id), expected);
        EditAccountRequest edited = mergePatch.apply(editable(present), patch, EditAccountRequest.class);
        return Responses.version(requests.run(() -> accounts.edit(current.invocation(), id, expected, edited)));
    }

    private static EditAccountRequest editable(AccountView view) {
        return new EditAccountRequest(
                Objects.requireNonNullElse(view.name(), ""),
                view.addresses().stream()
                        .map(address -> new AddressRequest(address.kind(), address.provider(), address.value()))
                        .toList(),
                view.externalId(),
                view.metadata());
    }

    @POST
    @Path("/{id}/erasure")
    @AllowedTo(Callers.MANAGER)
    @Operation(
            summary = "Erase an account: what is known of it is removed everywhere, by and by",
            description =
                    "Its terminals end and nobody can act for it from this answer on. Its state is `erasing` until"
                            + " everything is removed, and `erased` then, which the event `account.erased` tells."
                            + " Its id stays. This cannot be undone.")
    @APIResponseSchema(value = AccountView.class, responseCode = "200")
    public Response erase(@PathParam("id") AccountId id) {
        return Responses.ok(
                requests.once(current.invocation(), null, AccountView.class, call -> accounts.erase(call, id)));
    }

    @POST
    @Path("/{id}/enrolments")
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Ask for a code that enrols one terminal of the account")
    @APIResponseSchema(value = EnrolmentView.class, responseCode = "201")
    public Response enrol(@PathParam("id") AccountId id) {
        Answer<EnrolmentView> answer =
                requests.once(current.invocation(), null, EnrolmentView.class, call -> accounts.enrol(call, id));
        return Responses.created(uri, answer.view().id(), answer);
    }

    @GET
    @Path("/{id}/enrolments/{enrolmentId}/qr")
    @Produces({"image/svg+xml", "image/png"})
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "The enrolment code as a QR code")
    public Response enrolmentQr(
            @PathParam("id") AccountId id,
            @PathParam("enrolmentId") EnrolmentId enrolmentId,
            @QueryParam("format") @DefaultValue("svg") ImageFormat format) {
        return Responses.qr(accounts.enrolmentUrl(current.invocation(), id, enrolmentId), format);
    }
}
