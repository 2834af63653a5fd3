// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param ring from placing, and counted anew from the first ring acknowledgement
 * @param ringMax at most, from placing; also how long the caller sees RINGING when nobody answers
 * @param connect from the answer until both sides have reported a connection
 */
public record RingTimes(Duration ring, Duration ringMax, Duration connect) {}
