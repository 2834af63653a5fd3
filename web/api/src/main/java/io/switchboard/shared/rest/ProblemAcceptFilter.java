// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Takes a request that accepts nothing but problems for one that accepts anything. Clients that are generated from the OpenAPI document
 * name one of the types that an operation may answer with, and that may be the type of its refusals; to answer 406 would keep them from
 * every answer. RFC 9110 section 12.4.1 leaves it to the server to disregard the header.
 */
@Provider
@PreMatching
public class ProblemAcceptFilter implements ContainerRequestFilter {
    private static final MediaType PROBLEM = MediaType.valueOf(Problems.MEDIA_TYPE);

    @Override
    public void filter(ContainerRequestContext request) {
        List<MediaType> accepted = request.getAcceptableMediaTypes();
        boolean onlyProblems = accepted.stream()
                .allMatch(type -> type.getType().equals(PROBLEM.getType())
                        && type.getSubtype().equals(PROBLEM.getSubtype()));
        if (onlyProblems) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
        }
    }
}
