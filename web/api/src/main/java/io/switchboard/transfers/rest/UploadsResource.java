// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.AllowedTo;
import io.switchboard.shared.rest.Callers;
import io.switchboard.shared.rest.CurrentRequest;
import io.switchboard.shared.rest.StreamedBody;
import io.switchboard.shared.service.Answer;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.TransferKeys;
import io.switchboard.transfers.service.Checksum;
import io.switchboard.transfers.service.NewUpload;
import io.switchboard.transfers.service.Reception;
import io.switchboard.transfers.service.Receptions;
import io.switchboard.transfers.service.UploadService;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransfersRefusal;
import io.switchboard.transfers.wire.UploadId;
import io.switchboard.transfers.wire.UploadView;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/**
 * {@code /transfers/{id}/uploads}: tus 1.0 with creation, creation-with-upload, creation-defer-length, checksum, expiration, termination and
 * concatenation.
 *
 * <p>A resource as any other, so that callers, rates, refusals and the API's description are the same; only the bytes come by another way
 * ({@link UploadStream}).
 */
@Tus
@Path("/transfers/{id}/uploads")
public class UploadsResource {
    private static final String EXTENSIONS =
            "creation,creation-with-upload,creation-defer-length,checksum,expiration,termination,concatenation";

    private static final String TRANSFER_ENCODING = "Transfer-Encoding";
    private static final String TUS_VERSION = "tus-version: Tus-Resumable is missing, or names what is not spoken here";

    @Inject
    UploadService uploads;

    @Inject
    Receptions receptions;

    @Inject
    Requests requests;

    @Inject
    CurrentRequest current;

    @Inject
    Settings settings;

    @Inject
    UploadAnswers answers;

    @Context
    HttpHeaders headers;

    @OPTIONS
    @SecurityRequirements
    @AllowedTo(Callers.ANYONE)
    @Operation(summary = "Read what the server speaks of tus, in header fields")
    @APIResponse(responseCode = "204", description = "Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm")
    public Response options(@PathParam("id") String id) {
        return spoken(HttpMethod.POST, HttpMethod.OPTIONS);
    }

    @OPTIONS
    @Path("/{uploadId}")
    @SecurityRequirements
    @AllowedTo(Callers.ANYONE)
    @Operation(summary = "Read what the server speaks of tus, in header fields")
    @APIResponse(responseCode = "204", description = "Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm")
    public Response optionsOfUpload(@PathParam("id") String id, @PathParam("uploadId") String upload) {
        return spoken(HttpMethod.HEAD, HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.OPTIONS);
    }

    private Response spoken(String... methods) {
        return Response.noContent()
                .allow(methods)
                .header(Tus.VERSIONS, Tus.VERSION)
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", settings.get(TransferKeys.SIZE_LIMIT))
                .header("Tus-Checksum-Algorithm", Checksum.names())
                .build();
    }

    @POST
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(
            summary = "Begin an upload of the transfer's content, or join parts",
            description =
                    "As tus 1.0 says; first bytes may come with it, as " + Tus.MEDIA_TYPE
                            + ". What is complete with it, as an empty content is, is verified before the answer. Upload-Length is the transfer's size, unless Upload-Concat is partial.")
    @Parameter(name = Tus.RESUMABLE, in = ParameterIn.HEADER, description = Tus.VERSION, required = true)
    @Parameter(
            name = "Upload-Length",
            in = ParameterIn.HEADER,
            description = "Bytes; needed, unless one of the next two is sent")
    @Parameter(
            name = "Upload-Defer-Length",
            in = ParameterIn.HEADER,
            description = "1, when the length is said with a later part")
    @Parameter(
            name = "Upload-Concat",
            in = ParameterIn.HEADER,
            description = "partial, or final; and the places of the parts, with spaces between them")
    @Parameter(
            name = "Upload-Metadata",
            in = ParameterIn.HEADER,
            description = "Keys with values in base64, with commas between them; told back and not looked at")
    @Parameter(
            name = "Upload-Checksum",
            in = ParameterIn.HEADER,
            description = "Algorithm and base64 of the first bytes, where they come with it")
    @RequestBody(
            required = false,
            content =
                    @Content(mediaType = Tus.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "201", description = "Location is where the bytes go")
    @APIResponse(
            responseCode = "429",
            description = "too-many-streams: as many bodies of the caller are under way as may be; nothing is begun")
    @APIResponse(responseCode = "507", description = "storage-full")
    @APIResponse(responseCode = "412", description = TUS_VERSION)
    public void create(@PathParam("id") TransferId id, @Context UriInfo uri, @Suspended AsyncResponse response) {
        Invocation invocation = current.invocation();
        NewUpload asked = UploadHeaders.newUpload(id, headers);
        Checksum checksum = UploadHeaders.checksum(headers);
        Optional<StreamedBody> body = body().filter(comes -> !asked.isJoined());
        if (body.isPresent() && !answers.admits(invocation.actor(), body.get(), response)) {
            return;
        }
        Answer<UploadView> created =
                requests.once(invocation, asked, UploadView.class, held -> uploads.create(held, id, asked));
        UploadView upload = created.view();
        URI place = uri.getAbsolutePathBuilder().path(upload.id().toString()).build();
        Function<UploadView, Response> answer =
                view -> UploadHeaders.progress(Response.created(place), view).build();
        if (asked.isJoined()) {
            answers.verify(response, () -> receptions.verify(invocation, id, upload.id()), () -> answer.apply(upload));
        } else if (body.isPresent() && !created.replayed()) {
            answers.receive(
                    body.get(),
                    () -> receptions.begin(invocation, id, upload.id(), 0, null, checksum),
                    response,
                    answer);
        } else if (asked.isEmpty() && !created.replayed()) {
            answers.end(receptions.begin(invocation, id, upload.id(), 0, null, null), response, answer);
        } else {
            response.resume(answer.apply(upload));
        }
    }

    /** The bytes of the upload, if some come. Of another type they would be read by nobody, and lost without a word. */
    private Optional<StreamedBody> body() {
        Optional<StreamedBody> body = StreamedBody.current();
        boolean comes = headers.getLength() > 0 || headers.getHeaderString(TRANSFER_ENCODING) != null;
        if (body.isEmpty() && comes) {
            throw new NotSupportedException("Bytes come as " + Tus.MEDIA_TYPE);
        }
        return body;
    }

    @HEAD
    @Path("/{uploadId}")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Read how far an upload is, in header fields")
    @Parameter(name = Tus.RESUMABLE, in = ParameterIn.HEADER, description = Tus.VERSION, required = true)
    @APIResponse(responseCode = "200", description = "Upload-Offset is where it goes on")
    @APIResponse(responseCode = "412", description = TUS_VERSION)
    @APIResponse(responseCode = "410", description = "upload-gone: it has expired, was terminated or was not right")
    public Response read(@PathParam("id") TransferId id, @PathParam("uploadId") UploadId upload) {
        UploadView view = requests.run(() -> uploads.resume(current.invocation(), id, upload));
        return UploadHeaders.all(Response.ok(), id, view).build();
    }

    @PATCH
    @Path("/{uploadId}")
    @Consumes(Tus.MEDIA_TYPE)
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(
            summary = "Go on with an upload",
            description =
                    "From Upload-Offset on. What was received before a connection broke is kept, up to the offset that HEAD tells.")
    @Parameter(name = Tus.RESUMABLE, in = ParameterIn.HEADER, description = Tus.VERSION, required = true)
    @Parameter(
            name = "Upload-Offset",
            in = ParameterIn.HEADER,
            description = "Where these bytes begin: as far as the upload is",
            required = true)
    @Parameter(name = "Upload-Length", in = ParameterIn.HEADER, description = "Bytes, when it was deferred")
    @Parameter(name = "Upload-Checksum", in = ParameterIn.HEADER, description = "Algorithm and base64 of these bytes")
    @RequestBody(
            content =
                    @Content(mediaType = Tus.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "204",
            description = "Upload-Offset is how far it is; at the end the content is verified")
    @APIResponse(
            responseCode = "409",
            description = "upload-offset: it goes on elsewhere, Upload-Offset says where; upload-taken-over")
    @APIResponse(responseCode = "410", description = "upload-gone: it has expired, was terminated or was not right")
    @APIResponse(responseCode = "412", description = TUS_VERSION)
    @APIResponse(responseCode = "413", description = "upload-too-large: more than was announced")
    @APIResponse(responseCode = "422", description = "digest-mismatch: all is there, and it is not what was declared")
    @APIResponse(responseCode = "460", description = "checksum-mismatch: nothing of the part is kept")
    @APIResponse(
            responseCode = "429",
            description = "too-many-streams: as many bodies of the caller are under way as may be")
    @APIResponse(responseCode = "507", description = "storage-full: what is there is kept")
    public void append(
            @PathParam("id") TransferId id, @PathParam("uploadId") UploadId upload, @Suspended AsyncResponse response) {
        Invocation invocation = current.invocation();
        Checksum checksum = UploadHeaders.checksum(headers);
        long offset = UploadHeaders.offset(headers);
        @Nullable Long length = UploadHeaders.length(headers);
        Supplier<Reception> reception = () -> begin(invocation, id, upload, offset, length, checksum);
        Function<UploadView, Response> answer =
                view -> UploadHeaders.progress(Response.noContent(), view).build();
        Optional<StreamedBody> body = body();
        if (body.isEmpty()) {
            answers.end(reception.get(), response, answer);
        } else if (answers.admits(invocation.actor(), body.get(), response)) {
            answers.receive(body.get(), reception, response, answer);
        }
    }

    /** Who goes on elsewhere is told where the upload goes on. */
    private Reception begin(
            Invocation invocation,
            TransferId id,
            UploadId upload,
            long offset,
            @Nullable Long length,
            @Nullable Checksum checksum) {
        try {
            return receptions.begin(invocation, id, upload, offset, length, checksum);
        } catch (RefusedException refused) {
            if (refused.code() == TransfersRefusal.UPLOAD_OFFSET) {
                long present = uploads.get(invocation, id, upload).offset();
                StreamedBody.answer().setHeader(UploadHeaders.OFFSET, Long.toString(present));
            }
            throw refused;
        }
    }

    @DELETE
    @Path("/{uploadId}")
    @AllowedTo({Callers.TERMINAL, Callers.ACTING})
    @Operation(summary = "Give an upload up, and what was received of it")
    @Parameter(name = Tus.RESUMABLE, in = ParameterIn.HEADER, description = Tus.VERSION, required = true)
    @APIResponse(responseCode = "204", description = "It is no more")
    @APIResponse(responseCode = "410", description = "upload-gone: it is already")
    @APIResponse(responseCode = "412", description = TUS_VERSION)
    public Response terminate(@PathParam("id") TransferId id, @PathParam("uploadId") UploadId upload) {
        receptions.terminate(current.invocation(), id, upload);
        return Response.noContent().build();
    }
}
