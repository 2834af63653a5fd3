// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.time.Duration;

/**
 * How often something may be tried.
 *
 * @param subject what, and by whom; kept as a MAC
 * @param most how many attempts a window has
 * @param window from the first attempt on
 */
public record AttemptBudget(String subject, int most, Duration window) {}
