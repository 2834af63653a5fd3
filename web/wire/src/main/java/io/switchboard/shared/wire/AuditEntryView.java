// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to which resource, from where, with what outcome.
 *
 * @param id its id, opaque
 * @param at when it was done or refused
 * @param enterpriseId whose audit it is part of; absent for the server's own
 * @param actor {@code terminal:<id>}, {@code api-client:<id>}, {@code anonymous} or {@code server}
 * @param actingFor the account that an API client acted for, or for which a private server has asked
 * @param action {@code <resource>.<verb>}
 * @param resource its id, or what it is where there is none
 * @param outcome {@code done}, or a refusal's code
 * @param sourceAddress where the request came from; absent where nobody may know it any more
 * @param requestId the request's, as its answer and the log have it
 */
public record AuditEntryView(
        AuditEntryId id,
        Instant at,
        @Nullable EnterpriseId enterpriseId,
        String actor,
        @Nullable AccountId actingFor,
        String action,
        String resource,
        String outcome,
        @Nullable String sourceAddress,
        @Nullable String requestId) {}
