// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.calls.service.IdentifierService;
import io.switchboard.calls.wire.ConditionsRequest;
import io.switchboard.calls.wire.ConditionsView;
import io.switchboard.calls.wire.EditIdentifierRequest;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.ImageFormat;
import io.switchboard.shared.rest.MergePatch;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /virtual-identifiers}: the acting account's. */
@Path("/virtual-identifiers")
@Produces(MediaType.APPLICATION_JSON)
public class VirtualIdentifiersResource {
    @Inject
    IdentifierService identifiers;

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
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Issue a virtual identifier")
    @APIResponseSchema(value = VirtualIdentifierView.class, responseCode = "201")
    public Response issue(@NotNull @Valid IssueIdentifierRequest request) {
        Answer<Versioned<VirtualIdentifierView>> answer = requests.onceVersioned(
                current.invocation(), request, VirtualIdentifierView.class, call -> identifiers.issue(call, request));
        VirtualIdentifierView view = answer.view().view();
        return Responses.createdVersion(uri, view.id(), view, answer.view().version(), answer.replayed());
    }

    @GET
    @Paged
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "List the account's virtual identifiers")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = VirtualIdentifierView.class)))
    public Response list(
            @Parameter(description = "Only those in this state now") @QueryParam("state") @Nullable
                    IdentifierState state,
            @Parameter(description = "Only those that their owner calls so") @QueryParam("externalId") @Nullable
                    String externalId) {
        return Responses.page(uri, identifiers.list(current.invocation(), state, externalId, current.page()));
    }

    @GET
    @Path("/{id}")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Show a virtual identifier")
    @APIResponseSchema(value = VirtualIdentifierView.class, responseCode = "200")
    public Response get(@PathParam("id") VirtualIdentifierId id) {
        return Responses.version(identifiers.get(current.invocation(), id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Edit label, conditions, external id and metadata (RFC 7396), with If-Match")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema = @Schema(implementation = EditIdentifierRequest.class)))
    @APIResponseSchema(value = VirtualIdentifierView.class, responseCode = "200")
    @APIResponse(responseCode = "409", description = "illegal-move: it is revoked")
    public Response edit(@PathParam("id") VirtualIdentifierId id, @NotNull JsonNode patch)
            throws JsonProcessingException {
        long expected = current.expectedVersion();
        VirtualIdentifierView present = current.expected(identifiers.get(current.invocation(), id), expected);
        EditIdentifierRequest edited = mergePatch.apply(editable(present, patch), patch, EditIdentifierRequest.class);
        boolean keepsPin = keepsPin(patch);
        return Responses.version(
                requests.run(() -> identifiers.edit(current.invocation(), id, expected, edited, keepsPin)));
    }

    /** The PIN is not in what is patched, because nobody can read it: a patch that does not name it leaves it as it is. */
    private static boolean keepsPin(JsonNode patch) {
        JsonNode conditions = patch.path("conditions");
        return conditions.isMissingNode() || (conditions.isObject() && !conditions.has("pin"));
    }

    /** A patch that says how long it is valid replaces until when. */
    private static EditIdentifierRequest editable(VirtualIdentifierView view, JsonNode patch) {
        ConditionsView now = view.conditions();
        boolean replacesEnd = patch.path("conditions").hasNonNull("validFor");
        return new EditIdentifierRequest(
                view.label(),
                new ConditionsRequest(
                        now.notBefore(),
                        replacesEnd ? null : now.validUntil(),
                        null,
                        now.maxCalls(),
                        now.countOn(),
                        now.weeklyHours(),
                        now.allowCallers(),
                        null),
                view.externalId(),
                view.metadata());
    }

    @DELETE
    @Path("/{id}")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Revoke a virtual identifier for good")
    public void revoke(@PathParam("id") VirtualIdentifierId id) {
        requests.run(() -> {
            identifiers.revoke(current.invocation(), id);
            return id;
        });
    }

    @POST
    @Path("/{id}/pause")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Close a virtual identifier until it is resumed")
    @APIResponseSchema(value = VirtualIdentifierView.class, responseCode = "200")
    public Response pause(@PathParam("id") VirtualIdentifierId id) {
        return moved(call -> identifiers.pause(call, id));
    }

    @POST
    @Path("/{id}/resume")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Open a paused virtual identifier again")
    @APIResponseSchema(value = VirtualIdentifierView.class, responseCode = "200")
    public Response resume(@PathParam("id") VirtualIdentifierId id) {
        return moved(call -> identifiers.resume(call, id));
    }

    private Response moved(Function<io.switchboard.shared.service.Invocation, Versioned<VirtualIdentifierView>> move) {
        Answer<Versioned<VirtualIdentifierView>> answer =
                requests.onceVersioned(current.invocation(), null, VirtualIdentifierView.class, move);
        return Responses.version(answer.view(), answer.replayed());
    }

    @GET
    @Path("/{id}/qr")
    @Produces({"image/svg+xml", "image/png"})
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "A form's code as a QR code that holds a URL of this server")
    public Response qr(
            @PathParam("id") VirtualIdentifierId id,
            @QueryParam("form") @DefaultValue("qr") IdentifierForm form,
            @QueryParam("format") @DefaultValue("svg") ImageFormat format) {
        return Responses.qr(identifiers.qrText(current.invocation(), id, form), format);
    }
}
