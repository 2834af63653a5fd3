// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.MergePatch;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Requests;
import io.switchboard.transfers.service.TransferSettingsService;
import io.switchboard.transfers.wire.EditTransferSettingsRequest;
import io.switchboard.transfers.wire.TransferSettingsView;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** {@code /transfer-settings}: an enterprise's own. */
@Path("/transfer-settings")
@Produces(MediaType.APPLICATION_JSON)
public class TransferSettingsResource {
    @Inject
    TransferSettingsService settings;

    @Inject
    Requests requests;

    @Inject
    MergePatch mergePatch;

    @Inject
    CurrentRequest current;

    @GET
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Show how the enterprise's data are sent")
    @APIResponseSchema(value = TransferSettingsView.class, responseCode = "200")
    public Response get() {
        return Responses.version(settings.get(current.invocation()));
    }

    @PATCH
    @Consumes(MergePatch.MEDIA_TYPE)
    @AllowedTo(Callers.MANAGER)
    @Operation(summary = "Edit the settings (RFC 7396), with If-Match")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MergePatch.MEDIA_TYPE,
                            schema = @Schema(implementation = EditTransferSettingsRequest.class)))
    @APIResponseSchema(value = TransferSettingsView.class, responseCode = "200")
    public Response edit(@NotNull JsonNode patch) throws JsonProcessingException {
        long expected = current.expectedVersion();
        EditTransferSettingsRequest present = current.expected(settings.own(current.invocation()), expected);
        EditTransferSettingsRequest edited = mergePatch.apply(present, patch, EditTransferSettingsRequest.class);
        return Responses.version(requests.run(() -> settings.edit(current.invocation(), expected, edited)));
    }
}
