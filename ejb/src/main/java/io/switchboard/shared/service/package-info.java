// SPDX-License-Identifier: Apache-2.0
/**
 * What every service rests on: the unit of work with its idempotency claim, audit and late writes; retries; settings; the clock, random
 * values, secrets at rest and ids; janitors. It knows no feature. Nothing outside this package asks for the time, a random source, a
 * thread or the environment.
 */
@NullMarked
package io.switchboard.shared.service;

import org.jspecify.annotations.NullMarked;
