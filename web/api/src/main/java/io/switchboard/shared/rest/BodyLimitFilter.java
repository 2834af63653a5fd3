// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
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
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Refuses bodies that are too large, by their announced length at once, otherwise as soon as the limit is passed. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public class BodyLimitFilter implements ContainerRequestFilter {
    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;
    private static final int LONGEST_LENGTH = 18;

    @Inject
    Settings settings;

    @Override
    public void filter(ContainerRequestContext request) {
        int limit = settings.get(SettingKey.BODY_LIMIT);
        String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (announced == null && isForm(request.getMediaType())) {
            // The container reads forms itself, past the limit below.
            throw new WebApplicationException(LENGTH_REQUIRED);
        }
        if (announced != null && (announced.length() > LONGEST_LENGTH || Long.parseLong(announced) > limit)) {
            throw new WebApplicationException(TOO_LARGE);
        }
        if (request.hasEntity()) {
            request.setEntityStream(new Limited(request.getEntityStream(), limit));
        }
    }

    private static boolean isForm(@Nullable MediaType type) {
        return type != null && MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type);
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new WebApplicationException(TOO_LARGE);
            }
        }
    }
}
