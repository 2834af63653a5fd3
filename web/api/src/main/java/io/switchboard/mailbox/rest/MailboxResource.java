// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.service.MailboxReadingService;
import io.switchboard.mailbox.service.Watchers;
import io.switchboard.mailbox.wire.AcknowledgeRequest;
import io.switchboard.mailbox.wire.AcknowledgementView;
import io.switchboard.mailbox.wire.MailboxRefusal;
import io.switchboard.mailbox.wire.MailboxView;
import io.switchboard.mailbox.wire.TicketView;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.OpenAnswers;
import io.switchboard.shared.rest.Responses;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Workers;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /mailbox}: the asking terminal's own. */
@Path("/mailbox")
@Produces(MediaType.APPLICATION_JSON)
public class MailboxResource {
    private static final int LONGEST_WAIT = 60;

    /** Of one terminal at a time, its channel among them; who wants to wait beyond that is told to come again, since an answer without
     * events would let it ask again at once. */
    private static final int READERS = 4;

    /** Of one terminal at a time, those of who waits among them. An answer is in memory until its reader has taken it. */
    private static final int ANSWERS = 2 * READERS;

    private static final OpenAnswers OPEN = new OpenAnswers(Integer.MAX_VALUE, ANSWERS);

    @Inject
    MailboxReadingService mailbox;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @Inject
    Watchers watchers;

    @Inject
    Workers workers;

    @GET
    @AllowedTo(Callers.TERMINAL)
    @Operation(
            summary = "Read events after a position, waiting for the first one if asked to",
            description =
                    "At most 100 events, and 256 KiB of them unless the first is larger; what follows them is read"
                            + " after `position`, until `caughtUp` is true.")
    @APIResponse(
            responseCode = "200",
            description = "The events, in order",
            content = @Content(schema = @Schema(implementation = MailboxView.class)))
    @APIResponse(responseCode = "409", description = "never-sent: the position is beyond the end of the mailbox")
    @APIResponse(
            responseCode = "410",
            description = "events-purged: events after the position are gone; read after the problem's member oldest")
    @APIResponse(
            responseCode = "429",
            description = "too-many-readers: nothing is new, and " + READERS + " readers wait already, or " + ANSWERS
                    + " answers are not taken yet; with Retry-After")
    public void read(
            @QueryParam("after") @PositiveOrZero @Nullable Long after,
            @QueryParam("wait") @DefaultValue("0") @PositiveOrZero @Max(LONGEST_WAIT) int wait,
            @Suspended AsyncResponse response) {
        Invocation invocation = current.invocation();
        if (!OPEN.admits(invocation.terminal())) {
            throw RefusedException.of(
                    MailboxRefusal.TOO_MANY_READERS,
                    "At most " + ANSWERS + " answers may be under way at a time; take them first");
        }
        MailboxView now = mailbox.read(invocation, after == null ? OptionalLong.empty() : OptionalLong.of(after));
        if (wait == 0 || !now.events().isEmpty()) {
            response.resume(now);
            return;
        }
        if (watchers.of(invocation.terminal()) >= READERS) {
            throw RefusedException.of(
                    MailboxRefusal.TOO_MANY_READERS,
                    "At most " + READERS + " may wait at a time; read without wait, or later");
        }
        new LongPoll(mailbox, watchers, workers, invocation, now.position(), response).start(Duration.ofSeconds(wait));
    }

    @POST
    @Path("/acknowledgement")
    @Consumes(MediaType.APPLICATION_JSON)
    @AllowedTo(Callers.TERMINAL)
    @Operation(summary = "Acknowledge everything up to a sequence as durably processed")
    @APIResponseSchema(value = AcknowledgementView.class, responseCode = "200")
    public Response acknowledge(@NotNull @Valid AcknowledgeRequest request) {
        return Responses.ok(requests.once(
                current.invocation(),
                request,
                AcknowledgementView.class,
                call -> mailbox.acknowledge(call, request.sequence())));
    }

    @POST
    @Path("/tickets")
    @AllowedTo(Callers.TERMINAL)
    @Operation(summary = "Get a single-use ticket that opens a channel", description = ChannelDescription.TEXT)
    @APIResponseSchema(value = TicketView.class, responseCode = "201")
    public Response ticket() {
        Answer<TicketView> answer = requests.once(current.invocation(), null, TicketView.class, mailbox::ticket);
        return Response.status(Response.Status.CREATED).entity(answer.view()).build();
    }
}
