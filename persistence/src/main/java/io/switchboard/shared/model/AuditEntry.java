// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to which resource, from where, with what outcome. Append-only.
 *
 * @param enterprise whose audit it is part of; absent for the administrator's own acts
 * @param actor {@code terminal:<id>}, {@code api-client:<id>}, {@code anonymous} or {@code server}
 * @param actingFor the account that an API client acted for
 * @param action {@code <resource>.<verb>}
 * @param outcome {@code done}, or a refusal's code or cause
 * @param sourceAddress where it came from, when that tells of no person
 * @param person the account that it tells of otherwise
 * @param sourceWrapped where it came from, under that account's own key
 */
@SuppressWarnings("ArrayRecordComponent") // a row, never compared
public record AuditEntry(
        UUID id,
        Instant at,
        @Nullable UUID enterprise,
        String actor,
        @Nullable UUID actingFor,
        String action,
        String resource,
        String outcome,
        @Nullable String sourceAddress,
        @Nullable String requestId,
        @Nullable UUID person,
        byte @Nullable [] sourceWrapped) {
    /** The same, with the place that it came from under the person's own key alone. */
    public AuditEntry withSource(byte[] wrapped) {
        return new AuditEntry(
                id, at, enterprise, actor, actingFor, action, resource, outcome, null, requestId, person, wrapped);
    }
}
