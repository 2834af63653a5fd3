// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.MasterKeyService;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.wire.MasterKeyView;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** {@code /master-key}: the key above all keys; the administrator's. The key itself is never told. */
@Path("/master-key")
@Produces(MediaType.APPLICATION_JSON)
public class MasterKeyResource {
    @Inject
    MasterKeyService masterKey;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @POST
    @Path("/rotation")
    @AllowedTo(Callers.ADMIN)
    @Operation(summary = "Make a new master key in the data directory; the old one stays beside it")
    @APIResponseSchema(value = MasterKeyView.class, responseCode = "200")
    @APIResponse(responseCode = "409", description = "master-key-elsewhere: it is configured, or another node's")
    public Response rotate() {
        return Responses.ok(requests.once(current.invocation(), null, MasterKeyView.class, masterKey::rotate));
    }
}
