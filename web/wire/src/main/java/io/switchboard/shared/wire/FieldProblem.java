// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

/**
 * One thing wrong with one part of a request.
 *
 * @param pointer JSON pointer (RFC 6901) into the request body, or the name of the parameter
 * @param detail what is wrong and what would be right
 */
public record FieldProblem(String pointer, String detail) {}
