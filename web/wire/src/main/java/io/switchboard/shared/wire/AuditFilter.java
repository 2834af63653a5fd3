// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit are asked for; what is null does not matter.
 *
 * @param enterpriseId whose; for an enterprise its own, for the administrator the server's own entries when absent
 * @param actor who did it, as an entry names it
 * @param action how the action begins: {@code call} or {@code call.place}
 * @param resource to what
 * @param outcome with what outcome
 * @param since at this moment or later
 * @param until before this moment
 */
public record AuditFilter(
        @Nullable EnterpriseId enterpriseId,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String resource,
        @Nullable String outcome,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** All entries. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null);
}
