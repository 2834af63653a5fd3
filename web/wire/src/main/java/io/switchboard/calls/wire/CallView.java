// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as one side may see it. The caller never sees the owner's account, terminals, or how many rang; the owner sees the caller as
 * a pseudonym that is stable per identifier, and its account only when the caller discloses it.
 *
 * @param id its id, the same on both sides
 * @param direction whether the asking account placed or received it
 * @param state where it stands, as this side may know it
 * @param label the identifier's label
 * @param virtualIdentifierId owner only
 * @param callerPseudonym owner only
 * @param callerAccount owner only, and only when the caller has agreed to it
 * @param accountDisclosed caller only: true when the owner sees who calls
 * @param placedAt when it was placed
 * @param ringUntil until when it may still be answered; for the caller a fixed time after placing, whatever happens on the other side
 * @param answeredAt when a terminal answered; absent before
 * @param connectedAt when both sides had said that they are connected; absent before
 * @param endedAt when it ended for this side; absent before
 * @param endReason why a call that was answered ended
 * @param legs owner only
 * @param externalId caller only: its own id for the call
 * @param metadata caller only: whatever else it keeps on it
 */
public record CallView(
        CallId id,
        CallDirection direction,
        CallState state,
        @Nullable String label,
        @Nullable VirtualIdentifierId virtualIdentifierId,
        @Nullable String callerPseudonym,
        @Nullable CallerAccountView callerAccount,
        @Nullable Boolean accountDisclosed,
        Instant placedAt,
        Instant ringUntil,
        @Nullable Instant answeredAt,
        @Nullable Instant connectedAt,
        @Nullable Instant endedAt,
        @Nullable EndReason endReason,
        @Nullable List<LegView> legs,
        @Nullable String externalId,
        @Nullable Map<String, String> metadata) {}
