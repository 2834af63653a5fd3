// SPDX-License-Identifier: Apache-2.0
/**
 * Enterprises, API clients, accounts, terminals and tokens over HTTP, and the filter that finds out who calls any endpoint. Reads the
 * request, calls one service, writes the answer; no rule is here but who may call. May use {@code accounts} and {@code shared}.
 */
@NullMarked
package io.switchboard.accounts.rest;

import org.jspecify.annotations.NullMarked;
