// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Lets every address that an answer holds, in {@code Location} and {@code Link}, begin with the configured public URL: they are made from the
 * request's, and what a request says of the host is the caller's word, and behind a load balancer not even that.
 */
@Provider
public class PublicUrlFilter implements ContainerResponseFilter {
    @Inject
    Settings settings;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        replace(headers, HttpHeaders.LOCATION, place -> here((URI) place));
        replace(headers, HttpHeaders.LINK, link -> here((Link) link));
    }

    private static void replace(
            MultivaluedMap<String, Object> headers, String name, UnaryOperator<Object> replacement) {
        List<Object> values = headers.get(name);
        if (values != null) {
            List<Object> replaced = new ArrayList<>(values);
            replaced.replaceAll(replacement);
            headers.put(name, replaced);
        }
    }

    private Link here(Link link) {
        return Link.fromLink(link).uri(here(link.getUri())).build();
    }

    private URI here(URI made) {
        URI ours = settings.get(SettingKey.PUBLIC_URL);
        return UriBuilder.fromUri(made)
                .scheme(ours.getScheme())
                .host(ours.getHost())
                .port(ours.getPort())
                .build();
    }
}
