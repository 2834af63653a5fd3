// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import org.jspecify.annotations.Nullable;

/**
 * Rejects a ringing call.
 *
 * @param scope the whole call when absent
 * @param reason declined when absent. The caller sees a rejection at once, and never learns of {@code busy}
 */
public record RejectCallRequest(
        @Nullable RejectScope scope, @Nullable RejectReason reason) {}
