// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;

/**
 * A call to one of the enterprise's identifiers that was not let through. Its owner was not told, and its caller was not told why.
 *
 * @param id the record's own id
 * @param virtualIdentifierId the identifier that was called
 * @param callerPseudonym as in the calls of the same caller to the same identifier
 * @param cause the first that stood against it
 * @param refusedAt when
 */
public record RefusedCallView(
        RefusedCallId id,
        VirtualIdentifierId virtualIdentifierId,
        String callerPseudonym,
        RefusalCause cause,
        Instant refusedAt) {}
