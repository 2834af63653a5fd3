// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.service.Checksum;
import io.switchboard.transfers.service.NewUpload;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;
import io.switchboard.transfers.wire.UploadView;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tus says in header fields, read and written. */
final class UploadHeaders {
    static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String DEFER_LENGTH = "Upload-Defer-Length";
    private static final String METADATA = "Upload-Metadata";
    private static final String CONCAT = "Upload-Concat";
    private static final String CHECKSUM = "Upload-Checksum";
    private static final String EXPIRES = "Upload-Expires";
    private static final String PARTIAL = "partial";
    private static final String FINAL = "final;";
    private static final int LONGEST_METADATA = 4096;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern PAIR = Pattern.compile("([\\x21-\\x2b\\x2d-\\x7e]+)(?: +([A-Za-z0-9+/]*={0,2}))?");
    private static final Pattern PART = Pattern.compile("(?:https?://[^/]+)?/api/v1/transfers/([^/]+)/uploads/([^/]+)");

    /** As HTTP writes times (RFC 9110 section 5.6.7). */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private UploadHeaders() {}

    /** What a creation asks for. */
    static NewUpload newUpload(TransferId transfer, HttpHeaders headers) {
        String concat = headers.getHeaderString(CONCAT);
        String metadata = metadata(headers.getHeaderString(METADATA));
        if (concat != null && concat.startsWith(FINAL)) {
            if (headers.getHeaderString(LENGTH) != null || headers.getHeaderString(DEFER_LENGTH) != null) {
                throw invalid(LENGTH, "follows from the parts of a concatenation");
            }
            return new NewUpload(false, null, parts(transfer, concat.substring(FINAL.length())), metadata);
        }
        if (concat != null && !concat.equals(PARTIAL)) {
            throw invalid(CONCAT, "must be partial, or final; and the places of the parts");
        }
        Long length = length(headers);
        boolean deferred = "1".equals(headers.getHeaderString(DEFER_LENGTH));
        if (deferred == (length != null)) {
            throw invalid(LENGTH, "is needed, or Upload-Defer-Length: 1 instead of it");
        }
        return new NewUpload(concat != null, length, List.of(), metadata);
    }

    /** The length, or one that was deferred and is said now. */
    static @Nullable Long length(HttpHeaders headers) {
        String length = headers.getHeaderString(LENGTH);
        return length == null ? null : number(LENGTH, length);
    }

    /** Where a part begins. */
    static long offset(HttpHeaders headers) {
        String offset = headers.getHeaderString(OFFSET);
        if (offset == null) {
            throw invalid(OFFSET, "is needed");
        }
        return number(OFFSET, offset);
    }

    /** The checksum of a part; null when it has none. */
    static @Nullable Checksum checksum(HttpHeaders headers) {
        String checksum = headers.getHeaderString(CHECKSUM);
        return checksum == null ? null : Checksum.of(checksum);
    }

    private static long number(String header, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw invalid(header, "must be a number of bytes");
        }
        return Long.parseLong(text);
    }

    private static @Nullable String metadata(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Set<String> keys = new HashSet<>();
        for (String pair : text.split(",", -1)) {
            Matcher matcher = PAIR.matcher(pair.strip());
            if (!matcher.matches() || !keys.add(matcher.group(1))) {
                throw invalid(METADATA, "must be keys with values in base64, each key once, with commas between them");
            }
        }
        if (text.length() > LONGEST_METADATA) {
            throw invalid(METADATA, "must have " + LONGEST_METADATA + " characters at most");
        }
        return text;
    }

    private static List<UploadId> parts(TransferId transfer, String places) {
        List<UploadId> parts = new ArrayList<>();
        for (String place : places.strip().split(" +", -1)) {
            Matcher matcher = PART.matcher(place);
            if (!matcher.matches() || !matcher.group(1).equalsIgnoreCase(transfer.toString())) {
                throw invalid(CONCAT, "names what is no part of this transfer");
            }
            parts.add(id(matcher.group(2)));
        }
        return parts;
    }

    private static UploadId id(String text) {
        try {
            return new UploadId(text);
        } catch (IllegalArgumentException e) {
            throw invalid(CONCAT, "names what is no part of this transfer");
        }
    }

    private static RefusedException invalid(String header, String detail) {
        return RefusedException.field(SharedRefusal.INVALID_REQUEST, header, detail);
    }

    /** How far it is, and until when it may go on. */
    static ResponseBuilder progress(ResponseBuilder response, UploadView upload) {
        return response.header(OFFSET, upload.offset()).header(EXPIRES, date(upload.expiresAt()));
    }

    /** Everything about it. */
    static ResponseBuilder all(ResponseBuilder response, TransferId transfer, UploadView upload) {
        progress(response, upload);
        if (upload.length() == null) {
            response.header(DEFER_LENGTH, 1);
        } else {
            response.header(LENGTH, upload.length());
        }
        if (upload.metadata() != null) {
            response.header(METADATA, upload.metadata());
        }
        if (upload.partial()) {
            response.header(CONCAT, PARTIAL);
        }
        if (upload.parts() != null) {
            response.header(
                    CONCAT,
                    FINAL
                            + upload.parts().stream()
                                    .map(part -> "/api/v1/transfers/" + transfer + "/uploads/" + part)
                                    .collect(Collectors.joining(" ")));
        }
        return response;
    }

    private static String date(Instant time) {
        return HTTP_DATE.format(time);
    }
}
