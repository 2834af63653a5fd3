// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditService;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.wire.AuditEntryView;
import io.switchboard.shared.wire.AuditFilter;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /audit}: who did what. */
@Path("/audit")
public class AuditResource {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String ACTOR = "server|anonymous|(terminal|api-client):" + ID;
    private static final String ACTION = "[a-z][a-z-]*(\\.[a-z-]*)?";
    private static final String OUTCOME = "[a-z][a-z-]*";

    /** Rows of one transaction of an export, and in memory at a time. */
    private static final int PART = 200;

    /** Each holds a thread for as long as its reader takes; the others are told to come again. */
    private static final int EXPORTS = 4;

    private static final int EXPORTS_OF_A_CLIENT = EXPORTS / 2;

    private static final OpenAnswers OPEN = new OpenAnswers(EXPORTS, EXPORTS_OF_A_CLIENT);

    @Inject
    AuditService audit;

    @Inject
    CurrentRequest current;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    @GET
    @Paged
    @Produces({MediaType.APPLICATION_JSON, NDJSON, CSV})
    @AllowedTo({Callers.ADMIN, Callers.MANAGER})
    @Operation(
            summary = "Read the audit, or export it as NDJSON or CSV",
            description =
                    "JSON comes in pages. With `Accept: application/x-ndjson` or `Accept: text/csv` comes all that is"
                            + " asked for, newest first, and neither `limit` nor `cursor` is taken. Reading is recorded in"
                            + " the audit itself. At most " + EXPORTS + " exports go on at a time, "
                            + EXPORTS_OF_A_CLIENT + " of one API client; one more is told to come again: 503 `busy`.")
    @APIResponse(
            responseCode = "200",
            description = "One page, newest first; or all of it, one entry a line",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = AuditEntryView.class)),
                @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
            })
    public Response read(
            @Parameter(
                            description =
                                    "Whose; for the administrator, who gets the server's own entries without it. An"
                                            + " enterprise reads its own")
                    @QueryParam("enterpriseId")
                    @Nullable
                    EnterpriseId enterprise,
            @Parameter(description = "Who did it, as an entry names it")
                    @QueryParam("actor")
                    @Pattern(
                            regexp = ACTOR,
                            message = "must be server, anonymous, terminal:ID or api-client:ID, as an entry names it")
                    @Nullable
                    String actor,
            @Parameter(description = "How the action begins: call, or call.place")
                    @QueryParam("action")
                    @Pattern(regexp = ACTION, message = "must be how an action begins: call, or call.place")
                    @Nullable
                    String action,
            @Parameter(description = "To what") @QueryParam("resource") @Nullable String resource,
            @Parameter(description = "With what outcome: done, or a refusal's code")
                    @QueryParam("outcome")
                    @Pattern(regexp = OUTCOME, message = "must be done, or a refusal's code")
                    @Nullable
                    String outcome,
            @Parameter(description = "At this time or later") @QueryParam("since") @Nullable Instant since,
            @Parameter(description = "Before this time") @QueryParam("until") @Nullable Instant until) {
        if (since != null && until != null && !since.isBefore(until)) {
            throw RefusedException.field(SharedRefusal.INVALID_REQUEST, "until", "must be later than since");
        }
        AuditFilter asked = new AuditFilter(enterprise, actor, action, resource, outcome, since, until);
        Optional<AuditFormat> format = format();
        if (format.isPresent()) {
            return export(asked, format.get());
        }
        Response page = Responses.page(uri, audit.list(current.invocation(), asked, current.page()));
        return Response.fromResponse(page).type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** What the caller would rather have; empty for pages of JSON. */
    private Optional<AuditFormat> format() {
        for (MediaType accepted : headers.getAcceptableMediaTypes()) {
            if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return Optional.empty();
            }
            for (AuditFormat format : AuditFormat.values()) {
                if (accepted.isCompatible(MediaType.valueOf(format.mediaType()))) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }

    private Response export(AuditFilter asked, AuditFormat format) {
        for (String name : List.of("limit", "cursor")) {
            if (uri.getQueryParameters().containsKey(name)) {
                throw RefusedException.field(
                        SharedRefusal.INVALID_REQUEST,
                        name,
                        "is for pages; an export has everything that is asked for");
            }
        }
        Invocation by = current.invocation();
        if (!OPEN.admits(by.actor().name())) {
            throw RefusedException.of(
                    SharedRefusal.BUSY,
                    "At most " + EXPORTS + " exports of the audit go on at a time, " + EXPORTS_OF_A_CLIENT
                            + " of one API client");
        }
        // Before anything is sent, so that a refusal is one.
        Page<AuditEntryView> first = audit.beginExport(by, asked, part(PageRequest.START));
        StreamingOutput whole = new StreamedAnswer(out -> write(out, by, asked, format, first), by.requestId());
        return Response.ok(whole, format.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + format.file() + "\"")
                .build();
    }

    private void write(
            OutputStream out, Invocation by, AuditFilter asked, AuditFormat format, Page<AuditEntryView> first)
            throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(format.head());
        Page<AuditEntryView> part = first;
        while (true) {
            for (AuditEntryView entry : part.items()) {
                writer.write(format.line(entry));
            }
            if (part.next() == null) {
                break;
            }
            part = audit.continueExport(by, asked, part(UUID.fromString(part.next())));
        }
        writer.flush();
    }

    private static PageRequest part(UUID before) {
        return new PageRequest(before, PART);
    }
}
