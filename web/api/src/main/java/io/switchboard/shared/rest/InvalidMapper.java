// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.wire.FieldProblem;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Comparator;

/** Requests that Bean Validation refuses. */
@Provider
public class InvalidMapper implements ExceptionMapper<ConstraintViolationException> {
    /** How resources call the body of a request. */
    private static final String BODY = "request";

    @Override
    public Response toResponse(ConstraintViolationException invalid) {
        return Problems.invalid(
                null,
                invalid.getConstraintViolations().stream()
                        .map(violation -> new FieldProblem(pointer(violation), violation.getMessage()))
                        .sorted(Comparator.comparing(FieldProblem::pointer).thenComparing(FieldProblem::detail))
                        .toList());
    }

    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        String parameter = BODY;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKey() != null) {
                pointer.append('/').append(node.getKey());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(node.getName());
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            }
        }
        // Of a body something is wrong within it; a query parameter is wrong itself, and called as in the query.
        return pointer.length() == 0 && !parameter.equals(BODY) ? parameter : pointer.toString();
    }
}
