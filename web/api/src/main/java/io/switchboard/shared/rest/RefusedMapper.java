// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.RefusedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Refusals. */
@Provider
public class RefusedMapper implements ExceptionMapper<RefusedException> {
    @Override
    public Response toResponse(RefusedException refused) {
        return Problems.of(refused);
    }
}
