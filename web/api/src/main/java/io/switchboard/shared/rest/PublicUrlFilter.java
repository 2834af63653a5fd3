// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Lets every address that an answer holds begin with the configured public URL: what the request says of the host is the caller's word,
 * and behind a load balancer not even that.
 */
@Provider
@PreMatching
public class PublicUrlFilter implements ContainerRequestFilter {
    @Inject
    Settings settings;

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo asked = request.getUriInfo();
        request.setRequestUri(here(asked.getBaseUri()), here(asked.getRequestUri()));
    }

    private URI here(URI asked) {
        URI ours = settings.get(SettingKey.PUBLIC_URL);
        return UriBuilder.fromUri(asked)
                .scheme(ours.getScheme())
                .host(ours.getHost())
                .port(ours.getPort())
                .build();
    }
}
