// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.rest;

import io.switchboard.servers.service.ServerService;
import io.switchboard.servers.wire.AnnounceServerRequest;
import io.switchboard.servers.wire.AnnouncedServerView;
import io.switchboard.servers.wire.ServersView;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.OwnRate;
import io.switchboard.shared.service.Requests;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /servers}: those that data can be sent through. */
@Path("/servers")
@Produces(MediaType.APPLICATION_JSON)
public class ServersResource {
    @Inject
    ServerService servers;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @GET
    @AllowedTo({Callers.TERMINAL, Callers.ACTING, Callers.MANAGER})
    @Operation(summary = "List the servers to choose from, the one that is asked first")
    public ServersView list() {
        return new ServersView(servers.list(current.invocation()));
    }

    @PUT
    @Path("/me")
    @OwnRate
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo(Callers.PRIVATE_SERVER)
    @Operation(summary = "Say how the private server that asks wants to be shown")
    public AnnouncedServerView announce(@NotNull @Valid AnnounceServerRequest request) {
        return requests.run(() -> servers.announce(current.invocation(), request));
    }
}
