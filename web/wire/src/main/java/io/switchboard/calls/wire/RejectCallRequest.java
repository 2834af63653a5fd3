// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import org.jspecify.annotations.Nullable;

/**
 * Rejects a ringing call.
 *
 * @param scope when absent: the whole call when it is declined, this terminal's leg when it is busy
 * @param reason declined when absent. The caller sees at once that the whole call was declined or that the owner is busy; busy legs, even
 *     all of them, look as if nobody answered
 */
public record RejectCallRequest(
        @Nullable RejectScope scope, @Nullable RejectReason reason) {}
