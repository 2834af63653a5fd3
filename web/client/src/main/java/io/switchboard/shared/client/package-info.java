// SPDX-License-Identifier: Apache-2.0
/**
 * What every feature of the client shares: the connection to a server, tokens, retries, problems, pages, JSON, and the frame of the
 * command line. It is the only place that asks the machine for the time, random bytes, threads, files of the user or the environment
 * ({@link io.switchboard.shared.client.Surroundings}); it knows no feature, features register with it.
 */
@NullMarked
package io.switchboard.shared.client;

import org.jspecify.annotations.NullMarked;
