// SPDX-License-Identifier: Apache-2.0
/**
 * What happens to enterprises, API clients, accounts, enrolments, terminals and tokens. Other features ask {@link
 * io.switchboard.accounts.service.TerminalDirectory} which terminals an account has, and are told of new and revoked ones through
 * {@link io.switchboard.accounts.service.TerminalListener}, and
 * remove what they know of an account by {@link io.switchboard.accounts.service.AccountEraser}. Invariant: a token is given only to who has proved a secret or a key. May use {@code shared}.
 */
@NullMarked
package io.switchboard.accounts.service;

import org.jspecify.annotations.NullMarked;
