// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.shared.service.WireJson;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/** Gives RESTEasy the server's JSON. */
@Provider
public class JsonProvider implements ContextResolver<ObjectMapper> {
    @Override
    public ObjectMapper getContext(Class<?> type) {
        return WireJson.mapper();
    }
}
