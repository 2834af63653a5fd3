// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.rest;

import io.switchboard.accounts.service.RegistrationService;
import io.switchboard.accounts.wire.RegistrationView;
import io.switchboard.accounts.wire.RevocationsView;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.OwnRate;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** {@code /registrations}: what an enterprise's private server has to know of its terminals. */
@Path("/registrations")
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationsResource {
    @Inject
    RegistrationService registrations;

    @Inject
    CurrentRequest current;

    @GET
    @Path("/terminals/{id}")
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Read the registration of a terminal's account")
    public RegistrationView ofTerminal(@PathParam("id") TerminalId id) {
        return registrations.ofTerminal(current.invocation(), id);
    }

    @GET
    @Path("/accounts/{id}")
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Read the registration of an account")
    public RegistrationView ofAccount(@PathParam("id") AccountId id) {
        return registrations.ofAccount(current.invocation(), id);
    }

    @GET
    @Path("/revocations")
    @OwnRate
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Read which terminals have been revoked, and which accounts erased, since a time")
    public RevocationsView revocations(
            @Parameter(description = "Revoked or erased at this time or later; all when absent")
                    @QueryParam("since")
                    @Nullable
                    Instant since) {
        return registrations.revocations(current.invocation(), since == null ? Instant.EPOCH : since);
    }
}
