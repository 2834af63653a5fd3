// SPDX-License-Identifier: Apache-2.0
/**
 * What is added to the application under test, inside the server: a clock that tests can move, and a page to move it. Nothing of the
 * product is replaced but the clock, and nothing outside these classes may be used here but the platform.
 */
@NullMarked
package io.switchboard.harness.server;

import org.jspecify.annotations.NullMarked;
