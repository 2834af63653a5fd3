// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import java.time.Duration;

/**
 * What an enterprise's identifiers get when their conditions are silent.
 *
 * @param defaultValidity how long identifiers are valid
 * @param defaultMaxCalls how many calls are let through
 * @param defaultCountOn what counts as one
 */
public record CallSettingsView(Duration defaultValidity, int defaultMaxCalls, CountOn defaultCountOn) {}
