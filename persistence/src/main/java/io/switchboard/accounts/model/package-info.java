// SPDX-License-Identifier: Apache-2.0
/**
 * Enterprises, their API clients, accounts, real addresses and terminals. Invariants: an address is unique in its enterprise; an
 * enrolment enrols one terminal; a revoked terminal stays revoked. May use {@code shared}.
 */
@NullMarked
package io.switchboard.accounts.model;

import org.jspecify.annotations.NullMarked;
