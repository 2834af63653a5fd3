// SPDX-License-Identifier: Apache-2.0
/**
 * The product from outside: starts the built server with its database, speaks its HTTP and WebSocket with code of its own, and gives
 * tests the words to say what people do. Every test makes its own enterprise. The only thing that is not as in production is what
 * {@code io.switchboard.harness.server} adds to the application; tests do not sleep, and they look into the database
 * ({@link io.switchboard.harness.Sql}, {@link io.switchboard.harness.Recording}) only for what no caller can see.
 */
@NullMarked
package io.switchboard.harness;

import org.jspecify.annotations.NullMarked;
