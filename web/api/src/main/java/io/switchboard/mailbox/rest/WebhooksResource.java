// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.mailbox.service.WebhookDeliveryService;
import io.switchboard.mailbox.service.WebhookService;
import io.switchboard.mailbox.wire.CreateWebhookRequest;
import io.switchboard.mailbox.wire.EditWebhookRequest;
import io.switchboard.mailbox.wire.ReplayEventsRequest;
import io.switchboard.mailbox.wire.ReplayView;
import io.switchboard.mailbox.wire.WebhookDeliveryView;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.mailbox.wire.WebhookSecretView;
import io.switchboard.mailbox.wire.WebhookView;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.MergePatch;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Versioned;
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

/** {@code /webhooks}: where an enterprise is told of its accounts' events. */
@Path("/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public class WebhooksResource {
    @Inject
    WebhookService webhooks;

    @Inject
    WebhookDeliveryService deliveries;

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
    @Operation(summary = "Create a webhook; the answer has its secret, once", description = WebhookDescription.TEXT)
    @APIResponseSchema(value = WebhookView.class, responseCode = "201")
    @APIResponse(responseCode = "409", description = "webhook-limit")
    public Response create(@NotNull @Valid CreateWebhookRequest request) {
        Answer<Versioned<WebhookView>> answer = requests.onceVersioned(
                current.invocation(), request, WebhookView.class, call -> webhooks.create(call, request));
        Versioned<WebhookView> created = answer.view();
        return Responses.createdVersion(uri, created.view().id(), created.view(), created.version(), answer.replayed());
    }

    @GET
    @Paged
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "List the enterprise's webhooks")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = WebhookView.class)))
    public Response list() {
        return Responses.page(uri, webhooks.list(current.invocation(), current.page()));
    }

    @GET
    @Path("/{id}")
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Show a webhook")
    @APIResponseSchema(value = WebhookView.class, responseCode = "200")
    public Response get(@PathParam("id") WebhookId id) {
        return Responses.version(webhooks.get(current.invocation(), id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Edit a webhook, disable it and enable it again (RFC 7396), with If-Match")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema = @Schema(implementation = EditWebhookRequest.class)))
    @APIResponseSchema(value = WebhookView.class, responseCode = "200")
    public Response edit(@PathParam("id") WebhookId id, @NotNull JsonNode patch) throws JsonProcessingException {
        long expected = current.expectedVersion();
        WebhookView present = current.expected(webhooks.get(current.invocation(), id), expected);
        EditWebhookRequest editable =
                new EditWebhookRequest(present.url(), present.types(), present.description(), present.enabled());
        EditWebhookRequest edited = mergePatch.apply(editable, patch, EditWebhookRequest.class);
        return Responses.version(requests.run(() -> webhooks.edit(current.invocation(), id, expected, edited)));
    }

    @DELETE
    @Path("/{id}")
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Remove a webhook; what is on its way to it is not delivered any more")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response delete(@PathParam("id") WebhookId id) {
        requests.run(() -> {
            webhooks.delete(current.invocation(), id);
            return id;
        });
        return Response.noContent().build();
    }

    @POST
    @Path("/{id}/secret-rotation")
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Give a webhook another secret; deliveries are signed with both for a while")
    @APIResponseSchema(value = WebhookSecretView.class, responseCode = "200")
    public Response rotateSecret(@PathParam("id") WebhookId id) {
        return Responses.ok(requests.once(
                current.invocation(), null, WebhookSecretView.class, call -> webhooks.rotateSecret(call, id)));
    }

    @POST
    @Path("/{id}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Deliver what has happened since a time once more, behind all that waits")
    @APIResponseSchema(value = ReplayView.class, responseCode = "200")
    @APIResponse(responseCode = "409", description = "illegal-move, webhook-backlog")
    public Response replaySince(@PathParam("id") WebhookId id, @NotNull @Valid ReplayEventsRequest request) {
        return Responses.ok(requests.once(
                current.invocation(), request, ReplayView.class, call -> deliveries.replay(call, id, request)));
    }

    @POST
    @Path("/{id}/test")
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Deliver an event that tells nothing, io.switchboard.webhook.test")
    @APIResponseSchema(value = WebhookDeliveryView.class, responseCode = "200")
    public Response test(@PathParam("id") WebhookId id) {
        return Responses.ok(requests.once(
                current.invocation(), null, WebhookDeliveryView.class, call -> deliveries.test(call, id)));
    }
}
