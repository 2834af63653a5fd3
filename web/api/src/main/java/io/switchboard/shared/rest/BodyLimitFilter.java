// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are too large, by the length that their request says or {@link WholeBodies} has seen, and what is no UTF-8. A
 * {@link StreamedBody} has a limit of its own.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public class BodyLimitFilter implements ContainerRequestFilter {
    private static final int TOO_LARGE = 413;
    private static final String TRANSFER_ENCODING = "Transfer-Encoding";
    private static final int LONGEST_LENGTH = 18;

    @Inject
    Settings settings;

    @Override
    public void filter(ContainerRequestContext request) {
        if (StreamedBody.current().isPresent()) {
            return;
        }
        int limit = settings.get(SettingKey.BODY_LIMIT);
        String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && (announced.length() > LONGEST_LENGTH || Long.parseLong(announced) > limit)) {
            throw new WebApplicationException(TOO_LARGE);
        }
        // The container reads forms itself. JAX-RS takes what has no type for nothing; left unread, the container
        // stumbles over it in the end.
        boolean comes = request.hasEntity() || announced != null || request.getHeaderString(TRANSFER_ENCODING) != null;
        if (comes && !isForm(request.getMediaType())) {
            request.setEntityStream(new ByteArrayInputStream(read(request.getEntityStream(), limit)));
        }
    }

    /** The whole body: it is small by the limit, and JSON readers accept byte sequences that are no UTF-8. */
    private byte[] read(InputStream stream, int limit) {
        byte[] body = whole(stream, limit + 1);
        if (body.length > limit) {
            throw new WebApplicationException(TOO_LARGE);
        }
        try {
            boolean holdsNul = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .chars()
                    .anyMatch(c -> c == 0);
            if (holdsNul) {
                // Never in JSON's text, always in its UTF-16 and UTF-32, which readers would guess.
                throw RefusedException.of(SharedRefusal.INVALID_REQUEST, "The body is not UTF-8");
            }
        } catch (CharacterCodingException e) {
            throw RefusedException.of(SharedRefusal.INVALID_REQUEST, "The body is not UTF-8");
        }
        return body;
    }

    private static byte[] whole(InputStream stream, int most) {
        try {
            return stream.readNBytes(most);
        } catch (IOException e) {
            throw new UncheckedIOException("A body that was collected cannot be read", e);
        }
    }

    private static boolean isForm(@Nullable MediaType type) {
        return type != null && MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type);
    }
}
