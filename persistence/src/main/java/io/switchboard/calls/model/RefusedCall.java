// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A call that was not let through, as the enterprise of its identifier keeps it. */
public record RefusedCall(UUID id, VirtualIdentifierId identifier, AccountId caller, RefusalCause cause, Instant at) {
    /**
     * Which of them are asked for, by what an index knows; empty is all.
     *
     * @param since not refused before this moment
     */
    public record Filter(Optional<VirtualIdentifierId> identifier, Optional<Instant> since) {}
}
