// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The conditions in force. Every identifier ends some time and after some number of calls.
 *
 * @param notBefore no call before this moment; absent when there is none
 * @param validUntil no call from this moment on
 * @param maxCalls how many calls are let through
 * @param countOn what counts as one
 */
public record ConditionsView(@Nullable Instant notBefore, Instant validUntil, int maxCalls, CountOn countOn) {}
