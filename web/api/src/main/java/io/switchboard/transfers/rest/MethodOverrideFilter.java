// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.regex.Pattern;

/** Where nothing but {@code POST} gets through, {@code X-HTTP-Method-Override} names the method (tus 1.0); at uploads only. */
@Provider
@PreMatching
public class MethodOverrideFilter implements ContainerRequestFilter {
    private static final Pattern UPLOAD = Pattern.compile("/?transfers/[^/]+/uploads/[^/]+");
    private static final Set<String> METHODS = Set.of(HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.HEAD);

    @Override
    public void filter(ContainerRequestContext request) {
        String method = request.getHeaderString("X-HTTP-Method-Override");
        if (method != null
                && METHODS.contains(method)
                && request.getMethod().equals(HttpMethod.POST)
                && UPLOAD.matcher(request.getUriInfo().getPath()).matches()) {
            request.setMethod(method);
        }
    }
}
