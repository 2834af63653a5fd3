// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.service.WebhookDeliveryService;
import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookDeliveryState;
import io.switchboard.mailbox.wire.WebhookDeliveryView;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.Paged;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Requests;
import jakarta.inject.Inject;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /webhooks/{id}/deliveries}: what is on its way to a webhook, and what has arrived. */
@Path("/webhooks/{id}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
public class WebhookDeliveriesResource {
    @Inject
    WebhookDeliveryService deliveries;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @Context
    UriInfo uri;

    @GET
    @Paged
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "List a webhook's deliveries")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = WebhookDeliveryView.class)))
    public Response list(@PathParam("id") WebhookId id, @QueryParam("state") @Nullable WebhookDeliveryState state) {
        return Responses.page(
                uri, deliveries.list(current.invocation(), id, Optional.ofNullable(state), current.page()));
    }

    @GET
    @Path("/{deliveryId}")
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Show a delivery")
    @APIResponseSchema(value = WebhookDeliveryView.class, responseCode = "200")
    public Response get(@PathParam("id") WebhookId id, @PathParam("deliveryId") WebhookDeliveryId delivery) {
        return Response.ok(deliveries.get(current.invocation(), id, delivery)).build();
    }

    @DELETE
    @Path("/{deliveryId}")
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Take a delivery that has not arrived off the way; what waits behind it gets its turn")
    @APIResponse(responseCode = "204", description = "Not attempted any more")
    public Response skip(@PathParam("id") WebhookId id, @PathParam("deliveryId") WebhookDeliveryId delivery) {
        requests.run(() -> {
            deliveries.skip(current.invocation(), id, delivery);
            return delivery;
        });
        return Response.noContent().build();
    }

    @POST
    @Path("/{deliveryId}/replay")
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Deliver an event once more, behind all that waits")
    @APIResponseSchema(value = WebhookDeliveryView.class, responseCode = "200")
    public Response replay(@PathParam("id") WebhookId id, @PathParam("deliveryId") WebhookDeliveryId delivery) {
        return Responses.ok(requests.once(
                current.invocation(), null, WebhookDeliveryView.class, call -> deliveries.replay(call, id, delivery)));
    }
}
