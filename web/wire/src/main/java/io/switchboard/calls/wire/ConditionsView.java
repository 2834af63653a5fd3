// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The conditions in force. Every identifier ends some time and after some number of calls. */
public record ConditionsView(@Nullable Instant notBefore, Instant validUntil, int maxCalls, CountOn countOn) {}
