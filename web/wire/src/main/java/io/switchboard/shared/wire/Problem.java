// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error answer, {@code application/problem+json} (RFC 9457).
 *
 * @param type stable URI {@code urn:switchboard:problem:<code>}, explained in {@code docs/problems.md}
 * @param title the same sentence for every occurrence of the type
 * @param status the HTTP status
 * @param detail what happened this time, and how to mend it
 * @param errors what is wrong field by field, for invalid requests
 * @param state the resource's present state, for refused moves
 * @param allowed the states that it may move to, for refused moves
 * @param oldest the oldest position that can be read after, for a reader whose position is gone
 * @param reference what to quote to the operator, for unexpected errors; the log has it too
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable List<FieldProblem> errors,
        @Nullable String state,
        @Nullable List<String> allowed,
        @Nullable Long oldest,
        @Nullable String reference) {
    /** What every problem type starts with. */
    public static final String TYPE_PREFIX = "urn:switchboard:problem:";

    /** The last part of the type, for switches in clients. */
    public String code() {
        return type.startsWith(TYPE_PREFIX) ? type.substring(TYPE_PREFIX.length()) : type;
    }
}
