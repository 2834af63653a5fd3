// SPDX-License-Identifier: Apache-2.0
/**
 * The product from outside: starts the built server with its database, speaks its HTTP and WebSocket with code of its own, and gives
 * tests the words to say what people do. Every test makes its own enterprise. The only thing that is not as in production is what
 * {@code io.switchboard.harness.server} adds to the application; tests neither sleep nor look into the database.
 */
@NullMarked
package io.switchboard.harness;

import org.jspecify.annotations.NullMarked;
