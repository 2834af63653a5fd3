// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.annotation.Priority;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Refuses query parameters that an endpoint does not know: a mistyped filter that is passed over answers more than was asked for. Known
 * is what the resource method declares by {@link QueryParam} and {@link Paged}. Stands behind the authentication, so that strangers
 * learn nothing.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class KnownQueryFilter implements ContainerRequestFilter {
    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method == null || isOauths(method)) {
            return;
        }
        Set<String> known = known(method);
        request.getUriInfo().getQueryParameters().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw RefusedException.field(
                            SharedRefusal.INVALID_REQUEST,
                            name,
                            known.isEmpty()
                                    ? "is no parameter; this endpoint takes none"
                                    : "is no parameter of this endpoint; it takes " + String.join(", ", known));
                });
    }

    /** An OAuth 2.0 server passes over what it does not know (RFC 6749 section 3.2). */
    private static boolean isOauths(Method method) {
        return annotated(method, FormParam.class).findAny().isPresent();
    }

    private static Set<String> known(Method method) {
        Set<String> known = new TreeSet<>();
        annotated(method, QueryParam.class)
                .map(parameter -> parameter.getAnnotation(QueryParam.class).value())
                .forEach(known::add);
        if (method.isAnnotationPresent(Paged.class)) {
            known.addAll(CurrentRequest.PAGE_PARAMETERS);
        }
        return known;
    }

    private static Stream<Parameter> annotated(Method method, Class<? extends Annotation> annotation) {
        return Arrays.stream(method.getParameters()).filter(parameter -> parameter.isAnnotationPresent(annotation));
    }
}
